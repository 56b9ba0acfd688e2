/** Leads on their way to the gateway, and what it does not take. */
import {
  type GatewayError,
  GatewayUnreachable,
  type ModigieGateway,
  type SubmitResult,
} from '../../client/index.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { InFlight, Taken, Untaken } from './enriched-lead.ts';
import { explainViolations, type LeadSubmission } from './lead-payload.ts';
import type { Lead } from './leads.ts';
import { untakenAs } from './merge-duplicates.ts';
import { retryEnded } from './retry-ended.ts';
import { NOT_RETRYING, type Retrying } from './retrying.ts';

interface SubmitOptions {
  readonly client: ModigieGateway;
  readonly clock: Clock;
  readonly polls: { readonly shortestMs: number };
  readonly retrying?: Retrying | undefined;
  readonly signal: AbortSignal;
}

export const AT_NO_COST = 'which requests nothing twice';

/** Submits a chunk in one call; a lead that cannot be sent comes back with its result. */
export async function submitChunk(chunk: readonly Lead[], options: SubmitOptions): Promise<InFlight[]> {
  const { client, clock, polls, signal, retrying = NOT_RETRYING } = options;
  const toSend = chunk.flatMap(({ submission }) => (submission ? [submission] : []));
  const answers = await submitAll(client, toSend, signal);
  const overBudget = await retryEnded(client, answers, { before: retrying.before, signal });
  const next = answers.values();
  return chunk.map((lead) => {
    const { row, id, tidied, submission, duplicateOf } = lead;
    const requestId = (submission ?? duplicateOf)?.requestId ?? '';
    const taken = { row, id, tidied, duplicateOf, requestId };
    const since = clock.now();
    const answer = submission && next.next().value;
    if (!answer)
      return { ...taken, known: false, isHeld: false, since, askAt: since, result: unsent(taken, lead) };
    const result = refusedResult(taken, answer, retrying) ?? notRetried(taken, answer, overBudget);
    if (result) noteUntaken(lead, result);
    const { isFinal, ...state } = stateOf(answer);
    return { ...taken, ...state, since, askAt: since + (isFinal ? 0 : polls.shortestMs), result };
  });
}

function stateOf(answer: SubmitResult) {
  if (!answer.ok) return { known: false, isHeld: false, isFinal: false };
  const { replayed, held, final } = answer.job;
  return { known: replayed, isHeld: held != null, isFinal: final };
}

/** @returns undefined for a duplicate of a row that the gateway took: its result is still to come */
function unsent(taken: Taken, { duplicateOf, problem, isDamaged }: Lead): Untaken | undefined {
  if (!duplicateOf) return { ...taken, kind: 'skipped', reason: problem ?? '', isDamaged };
  const untaken = untakenAs(duplicateOf);
  return untaken && { ...taken, ...untaken };
}

function noteUntaken({ first }: Lead, { kind, reason }: Untaken): void {
  if (first) first.untaken = { kind, reason };
}

async function submitAll(
  { jobs }: ModigieGateway,
  submissions: readonly LeadSubmission[],
  signal: AbortSignal,
): Promise<SubmitResult[]> {
  const results: SubmitResult[] = [];
  for await (const result of jobs.submitMany(submissions, { signal })) results.push(result);
  return results;
}

/**
 * @returns what came of a lead that the gateway did not take; undefined when it did
 * @throws GatewayError, GatewayUnreachable when it is not about the lead
 */
function refusedResult(taken: Taken, answer: SubmitResult, { again }: Retrying): Untaken | undefined {
  if (answer.ok) return undefined;
  const { error } = answer;
  if (error instanceof GatewayUnreachable || !error.problem) throw error;
  if (error.retryable)
    return {
      ...taken,
      kind: 'open',
      reason: `the gateway did not say whether it took the lead (${error.status}): give ${again}, ${AT_NO_COST}`,
    };
  return { ...taken, kind: 'skipped', reason: refusalOf(taken, error) };
}

/** @returns what came of a lead that was to be retried, and that no budget had room for */
function notRetried(
  taken: Taken,
  answer: SubmitResult,
  overBudget: ReadonlyMap<string, GatewayError>,
): Untaken | undefined {
  const error = answer.ok ? overBudget.get(answer.job.requestId) : undefined;
  return error && { ...taken, kind: 'skipped', reason: `was not retried: ${refusalOf(taken, error)}` };
}

function refusalOf({ id }: Taken, error: GatewayError): string {
  if (error.is('request-id-reused')) return usedBefore(id, ` (${error.detail})`);
  return error.errors.length > 0 ? explainViolations(error.errors) : error.detail;
}

/**
 * @param more in a parenthesis
 * @returns why a row is not taken whose ID the gateway knows, for another request
 */
export function usedBefore(id: string | undefined, more = ''): string {
  return (
    `id was used before with other values, in this list or in an earlier one${more}. If the row ` +
    `was corrected, give it a new id${id === undefined ? '' : `, such as ${id}-2`}`
  );
}
