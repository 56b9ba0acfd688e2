/** Which jobs are retried, what a person is asked before, and what is told of each. */
import type { GatewayCall } from '../call-gateway.ts';
import { DONE, FAULT, INTERRUPTED, SOME_FAILED } from '../exit-codes.ts';
import { counted } from '../operations/act-on-many.ts';
import type { Ask } from '../output/ask.ts';
import type { Column, Style } from '../output/column.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { UserError } from '../output/user-error.ts';
import { eachOnce, refusedBy, type Untold } from './acts/each-once.ts';
import type { RetryOutcome, RetryRow } from './retry-outlook.ts';
import { type PlannedRetry, planFor, type RetryPlan, unread } from './retry-plan.ts';

export interface RetryCall extends GatewayCall {
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
}

export interface RetryJobsOptions {
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  /** Why, for the audit. */
  readonly reason?: string | undefined;
  readonly json?: JsonFields | undefined;
}

const STYLES: Readonly<Partial<Record<RetryOutcome, Style>>> = {
  retried: 'green',
  retryable: 'green',
  'retried-before': 'yellow',
  unknown: 'yellow',
  refused: 'red',
  'not-found': 'red',
  unreadable: 'red',
};

export const RETRY_COLUMNS: readonly Column<RetryRow>[] = [
  { name: 'requestId', of: ({ requestId }) => requestId, isKept: true },
  { name: 'outcome', of: ({ outcome }) => outcome, style: ({ outcome }) => STYLES[outcome] },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'successor', of: ({ successor }) => successor },
];

/**
 * @returns the exit code
 * @throws UserError where somebody would have to be asked, and nobody can be
 * @throws as `Jobs.getMany` does, and as `Jobs.retry` does when it is not about the job, once all that is
 * known by then is written
 */
export async function retryJobs(
  call: RetryCall,
  given: readonly string[],
  { yes = false, dryRun = false, json, reason }: RetryJobsOptions,
): Promise<number> {
  const requestIds = [...new Set(given)];
  if (dryRun) {
    const { items } = await planFor(call.jobs, requestIds, call.signal);
    write(
      call,
      items.map(({ row }) => row),
      json,
    );
    return DONE;
  }
  const wanted = yes ? unread(requestIds) : await askedFor(call, requestIds);
  if (wanted === undefined) {
    call.tell('Nothing was retried.');
    return call.signal.aborted ? INTERRUPTED : FAULT;
  }
  const { rows, failure } = await perform(call, wanted, reason);
  write(call, rows, json);
  if (failure !== undefined) throw failure;
  if (rows.every(({ outcome }) => outcome === 'retried' || outcome === 'retried-before')) return DONE;
  return requestIds.length > 1 ? SOME_FAILED : FAULT;
}

/** @returns undefined when the person does not want it */
async function askedFor(
  { jobs, ask, signal }: RetryCall,
  requestIds: readonly string[],
): Promise<readonly PlannedRetry[] | undefined> {
  if (!ask)
    throw new UserError(
      'Nothing was retried: each retry may be charged, and there is no terminal to ask at. --yes retries without ' +
        'asking, --dry-run shows what would be.',
    );
  const plan = await planFor(jobs, requestIds, signal);
  return plan.charges === 0 || (await ask(questionOf(plan))) ? plan.items : undefined;
}

function questionOf({ items, charges }: RetryPlan): string {
  const left = items.filter(({ attempt }) => attempt === undefined).length;
  const others = left > 0 ? `${left} of ${items.length} cannot be retried, which --dry-run explains. ` : '';
  return `${others}Retry ${counted(charges, 'job')} (up to ${counted(charges, 'charge')})? [y/N] `;
}

interface Attempted {
  readonly rows: readonly RetryRow[];
  /** Why the rest was not tried. */
  readonly failure: unknown;
}

async function perform(
  call: RetryCall,
  planned: readonly PlannedRetry[],
  reason: string | undefined,
): Promise<Attempted> {
  const attempts = planned.flatMap(({ attempt }) => attempt ?? []);
  const { outcomeOf, failure } = await eachOnce(attempts, { signal: call.signal, untold }, (attempt) =>
    retry(call, attempt, reason),
  );
  const rows = planned.map(({ row, attempt }) =>
    attempt === undefined ? row : { ...row, ...outcomeOf(attempt) },
  );
  return { rows, failure };
}

type Outcome = Omit<RetryRow, 'requestId'>;

const untold = (outcome: Untold): Outcome => ({ outcome, reason: null, successor: null });

/** @throws as `Jobs.retry` does when it is not about the job */
async function retry(
  { jobs, tell, signal }: RetryCall,
  attempt: string,
  reason: string | undefined,
): Promise<Outcome> {
  try {
    const successor = await jobs.retry(attempt, { signal, reason });
    const { held } = successor;
    if (held) tell(`${successor.requestId}: nothing goes out while ${held} is held (holds release).`);
    return { outcome: 'retried', reason: null, successor: successor.requestId };
  } catch (error) {
    return { ...refusedBy(error, { requestId: attempt, tell }), successor: null };
  }
}

function write({ sink }: RetryCall, rows: readonly RetryRow[], json: JsonFields | undefined): void {
  const listing = createListing(sink, { columns: RETRY_COLUMNS, json });
  for (const row of rows) listing.add(row);
  listing.end();
}
