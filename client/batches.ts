/** Many submissions: in batches that the gateway takes, and one result for each, in order. */

import { LIMITS } from '../shared/api/limits.ts';
import { type Called, failureOfOne, GatewayError, type GatewayUnreachable } from './call-errors.ts';
import type { BatchResult } from './call-table.ts';
import { type Caller, isFailure } from './caller.ts';
import type { Submission } from './job-input.ts';
import type { SubmittedJob } from './job-state.ts';
import type { CallOptions } from './options.ts';
import { notAGateway, problemError } from './read-answer.ts';

/**
 * One submission's result. Where you gave no request ID, a job that was taken has the gateway's; one that was
 * not taken has none, or that of the gateway's refusal.
 * @example
 * for await (const result of gateway.jobs.submitMany(leads)) {
 *   if (!result.ok) console.error(`${result.requestId}: ${result.error.message}`);
 * }
 */
export type SubmitResult =
  | { readonly ok: true; readonly requestId: string; readonly job: SubmittedJob }
  | {
      readonly ok: false;
      readonly requestId: string | undefined;
      readonly error: GatewayError | GatewayUnreachable;
    };

/** A submission on its way, the same in all its tries. */
export interface Prepared {
  /** Undefined where the caller gave none: the gateway's follows from the content, the same in all tries. */
  readonly requestId: string | undefined;
  /** JSON text; the error when it cannot be written as such. */
  readonly text: string | GatewayError;
}

/** Bytes of a batch: the gateway's limit, and room for brackets, commas and what a proxy adds. */
const BATCH_BYTES = LIMITS.batchBytes * 0.9;
/** Unauthorized, Forbidden, Not Found, Method Not Allowed: whatever the batch holds. */
const HOPELESS: readonly number[] = [401, 403, 404, 405];
const encoder = new TextEncoder();

/**
 * Writes a submission before its first try. It gets no request ID that it has not: one made up here would be
 * another when the same lead is submitted again, which would be a second job, and be paid for.
 */
export function prepare(submission: Submission): Prepared {
  const { requestId } = submission;
  try {
    return { requestId, text: JSON.stringify({ ...submission }) };
  } catch (error) {
    const detail = `The submission cannot be written as JSON: ${error instanceof Error ? error.message : error}`;
    const title = 'The body is not JSON';
    return { requestId, text: new GatewayError({ status: 400, type: 'not-json', title, detail, requestId }) };
  }
}

/**
 * As many as the gateway takes at once, in order. A submission beyond all limits makes a batch of its own.
 */
export async function* inBatches(
  submissions: AsyncIterable<Submission> | Iterable<Submission>,
  size: number,
): AsyncGenerator<Prepared[], void, undefined> {
  let batch: Prepared[] = [];
  let bytes = 0;
  for await (const submission of submissions) {
    const prepared = prepare(submission);
    const more = typeof prepared.text === 'string' ? encoder.encode(prepared.text).length + 1 : 0;
    if (batch.length > 0 && (batch.length === size || bytes + more > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(prepared);
    bytes += more;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Submits one batch; only items that failed for a passing reason are sent again. A failure of the whole call
 * is one of each item, for any of them may have been taken.
 * @returns one result per item, in order
 * @throws GatewayError when none was, and none ever will be: the caller is refused, or no gateway is there
 * @throws as `auth` does, and the signal's reason
 */
export async function submitBatch(
  caller: Caller,
  batch: readonly Prepared[],
  options: CallOptions,
): Promise<SubmitResult[]> {
  const retries = caller.retries('batchSubmitJobs', options);
  let results = await tryInParts(caller, batch, options).catch((error) => {
    if (isHopeless(error)) throw error;
    return failedAs(error, batch);
  });
  for (;;) {
    const open = batch.filter((_, i) => isOpen(results[i]));
    const error = results.find(isOpen)?.error;
    if (!error || !(await retries.next(error))) return results;
    const tried = await tryInParts(caller, open, options).catch((failure) => failedAs(failure, open));
    const again = tried.values();
    results = results.map((result) => (isOpen(result) ? (again.next().value ?? result) : result));
  }
}

/**
 * One try. A batch that is refused for its body is sent in halves: it may be one item that is too large or
 * nested too deep, and it stops no other.
 * @throws as `Caller.once` does
 */
async function tryInParts(
  caller: Caller,
  batch: readonly Prepared[],
  options: CallOptions,
): Promise<SubmitResult[]> {
  try {
    return await tryBatch(caller, batch, options);
  } catch (error) {
    if (batch.length < 2 || !isOfItsBody(error)) throw error;
    const half = Math.ceil(batch.length / 2);
    const results: SubmitResult[] = [];
    for (const part of [batch.slice(0, half), batch.slice(half)])
      results.push(...(await tryInParts(caller, part, options).catch((failure) => failedAs(failure, part))));
    return results;
  }
}

/** One try. @throws as `Caller.once` does */
async function tryBatch(
  caller: Caller,
  batch: readonly Prepared[],
  options: CallOptions,
): Promise<SubmitResult[]> {
  const sent = batch.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
  const answers = sent.length > 0 ? await sendBatch(caller, sent, options) : [];
  const next = answers.values();
  const called = caller.called('batchSubmitJobs');
  return batch.map(({ requestId, text }) =>
    typeof text === 'string' ? resultOf(next.next().value, { ...called, requestId }) : refused(text),
  );
}

/** @throws what is no failure of a call */
function failedAs(error: unknown, batch: readonly Prepared[]): SubmitResult[] {
  if (!isFailure(error)) throw error;
  return batch.map(({ requestId, text }) =>
    refused(typeof text === 'string' ? failureOfOne(error, requestId) : text),
  );
}

function refused(error: GatewayError | GatewayUnreachable): SubmitResult {
  return { ok: false, requestId: error.requestId, error };
}

async function sendBatch(
  caller: Caller,
  texts: readonly string[],
  options: CallOptions,
): Promise<readonly BatchResult[]> {
  const { value } = await caller.once('batchSubmitJobs', { body: `[${texts.join(',')}]` }, options);
  return value.results;
}

function resultOf(result: BatchResult | undefined, of: Called & Pick<Prepared, 'requestId'>): SubmitResult {
  if (!result) {
    const detail = 'The answer has fewer results than submissions were sent: check the address.';
    return refused(notAGateway(of, 207, detail));
  }
  if (result.type !== undefined) return refused(problemError(result, of));
  const { requestId, job, replayed } = result;
  return { ok: true, requestId, job: { ...job, replayed } };
}

function isOfItsBody(error: unknown): boolean {
  return error instanceof GatewayError && (error.status === 413 || error.is('not-json'));
}

/** A page or a redirect is a front door that no batch gets through, either. */
function isHopeless(error: unknown): boolean {
  return error instanceof GatewayError && (error.status < 400 || HOPELESS.includes(error.status));
}

function isOpen(result: SubmitResult | undefined): result is SubmitResult & { readonly ok: false } {
  return result?.ok === false && result.error.retryable;
}
