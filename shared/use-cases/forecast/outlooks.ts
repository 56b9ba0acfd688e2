/** The outlook of each item of a list, its budgets and holds aside. */
import type { ForecastItemView } from '../../api/forecast-schemas.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { tellingAttempt } from '../../jobs/lineage.ts';
import { isSameRequest } from '../../jobs/persons/sealed-fingerprint.ts';
import type { Fingerprint } from '../../jobs/request-content.ts';
import { isToBeTakenIn } from '../../jobs/submissions.ts';
import { isSeenBy } from '../../jobs/teams.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { type Attempts, attemptsOf } from '../read/attempts.ts';
import type { Parsed, ParsedSubmission, UnacceptableSubmission } from '../submit/parse-submission.ts';
import { parseOrFault } from '../submit/submit-job.ts';

/** One item: its parsed JSON, or what is certain already (a line that is not JSON). */
export type ForecastInput = { readonly input: unknown } | { readonly refused: ForecastItemView };

/** The end of the matter for an item; or that it would be accepted, if budgets have room for it. */
export type Outlook = { readonly told: ForecastItemView } | { readonly acceptable: ParsedSubmission };

/** Records that are in memory at once: each may have nearly 1 MB. */
const AT_ONCE = 100;

/** As much of what is stored under a request ID as decides. */
type Known =
  | { readonly kind: 'unreadable' }
  | (Pick<JobRecord, 'fingerprint' | 'origin' | 'team'> & {
      readonly kind: 'record';
      /** Whether no budget had room for it: submitted again, it goes out if there is. */
      readonly isOverBudget: boolean;
      /** That of the attempt by which its lineage is told. */
      readonly status: string;
    });

type Entry =
  | { readonly told: ForecastItemView }
  | { readonly parsed: ParsedSubmission | UnacceptableSubmission };

/** @returns one outlook per item, in order, and how many request IDs were looked up */
export async function outlooksOf(
  context: GatewayContext,
  items: readonly ForecastInput[],
): Promise<{ readonly outlooks: readonly Outlook[]; readonly reads: number }> {
  const entries = items.map((item) =>
    'refused' in item ? { told: item.refused } : entryOf(context, item.input),
  );
  const ids = new Set(entries.flatMap((entry) => ('parsed' in entry ? [entry.parsed.requestId] : [])));
  const known = await lookUp(context, [...ids]);
  const list = new ListOfItems(context, known);
  return { outlooks: entries.map((entry, at) => list.outlookOf(entry, at)), reads: ids.size };
}

function entryOf(context: GatewayContext, input: unknown): Entry {
  const parsed: Parsed | { readonly kind: 'fault' } = parseOrFault(context, input);
  switch (parsed.kind) {
    case 'submission':
    case 'unacceptable':
      return { parsed };
    case 'invalid':
      return { told: { would: 'invalid', requestId: null, errors: parsed.violations } };
    case 'too-large':
      return { told: { would: 'too-large', requestId: null, bytes: parsed.bytes } };
    case 'fault':
      return { told: { would: 'invalid', requestId: null, errors: [FAULT] } };
    default:
      return parsed satisfies never;
  }
}

const FAULT = { pointer: '', detail: 'could not be looked at: the fault is ours, and is logged' };

async function lookUp(
  { store }: GatewayContext,
  requestIds: readonly RequestId[],
): Promise<ReadonlyMap<RequestId, Known>> {
  const known = new Map<RequestId, Known>();
  for (let i = 0; i < requestIds.length; i += AT_ONCE) {
    const part = requestIds.slice(i, i + AT_ONCE);
    const lineages = await attemptsOf({ store }, part);
    for (const [at, requestId] of part.entries()) {
      const found = knownOf(lineages[at] ?? []);
      if (found) known.set(requestId, found);
    }
  }
  return known;
}

function knownOf(attempts: Attempts): Known | undefined {
  if ('reason' in attempts) return { kind: 'unreadable' };
  const [first] = attempts;
  if (first === undefined) return undefined;
  const { fingerprint, origin, team } = first.record;
  const told = tellingAttempt(attempts) ?? first;
  return {
    kind: 'record',
    fingerprint,
    origin,
    team,
    isOverBudget: first.record.status === 'over-budget' && isToBeTakenIn(told.record),
    status: told.record.status,
  };
}

interface Earlier {
  readonly at: number;
  readonly fingerprint: Fingerprint;
}

/** Items in their order: of those that share a request ID, the first is the one that counts. */
class ListOfItems {
  readonly #context: GatewayContext;
  readonly #known: ReadonlyMap<RequestId, Known>;
  readonly #earlier = new Map<RequestId, Earlier>();

  constructor(context: GatewayContext, known: ReadonlyMap<RequestId, Known>) {
    this.#context = context;
    this.#known = known;
  }

  outlookOf(entry: Entry, at: number): Outlook {
    if ('told' in entry) return entry;
    const { parsed } = entry;
    return parsed.kind === 'unacceptable'
      ? { told: this.#unacceptable(parsed) }
      : this.#submission(parsed, at);
  }

  /** This configuration does not accept it; an earlier one may have. */
  #unacceptable({ requestId, fingerprint, violations }: UnacceptableSubmission): ForecastItemView {
    const told = this.#toldOfKnown(requestId, fingerprint);
    return told?.would === 'known' ? told : { would: 'invalid', requestId, errors: violations };
  }

  #submission(parsed: ParsedSubmission, at: number): Outlook {
    const { requestId, content } = parsed;
    const earlier = this.#earlier.get(requestId);
    if (earlier?.fingerprint === content.fingerprint)
      return { told: { would: 'duplicate-in-list', requestId, duplicateOf: earlier.at } };
    if (earlier === undefined) this.#earlier.set(requestId, { at, fingerprint: content.fingerprint });
    const told = this.#toldOfKnown(requestId, content.fingerprint);
    if (told !== undefined) return { told };
    if (earlier !== undefined) return { told: { would: 'reused-id', requestId, duplicateOf: earlier.at } };
    return { acceptable: parsed };
  }

  /** @returns undefined for an ID that is free, or whose job goes out when it is submitted again */
  #toldOfKnown(requestId: RequestId, fingerprint: Fingerprint): ForecastItemView | undefined {
    const known = this.#known.get(requestId);
    if (known === undefined) return undefined;
    if (known.kind === 'unreadable') return { would: 'known', requestId, status: null };
    // One that Modigie told of before it was submitted is taken to be the same.
    if (known.origin === 'external') return { would: 'known', requestId, status: known.status };
    const { caller, peppers } = this.#context;
    const isSame = isSameRequest(known.fingerprint, fingerprint, peppers);
    if (!isSame || !isSeenBy(caller.team, known)) return { would: 'reused-id', requestId };
    return known.isOverBudget ? undefined : { would: 'known', requestId, status: known.status };
  }
}
