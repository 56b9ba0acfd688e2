/** Batches that are answered by script, and what comes of their submissions. */
import {
  GatewayError,
  type GatewayUnreachable,
  type Submission,
  type SubmitManyOptions,
  type SubmitResult,
} from '../../../../client/index.ts';
import { JOB } from '../../../../shared/api/examples.ts';
import { problem } from '../../../../shared/api/problem.ts';
import type { ProblemType } from '../../../../shared/api/problems.ts';
import { PAYLOAD, submission } from '../../../fixtures.ts';
import { answer, type Scripted, type ScriptedAnswer } from '../scripted.ts';

type Named = Submission & { readonly requestId: string };

export const UNNAMED: Submission = { jobType: 'enrichMobile', payload: PAYLOAD };

export function named(count: number, more: object = {}): Named[] {
  return Array.from({ length: count }, (_, i) => submission(`lead-${i}`, more));
}

export function accepted(requestId: string) {
  return { status: 202, requestId, replayed: false, job: { ...JOB.accepted, requestId } };
}

/** A batch's answer: everything is accepted, but for the request IDs named here. */
export function batch(refused: Readonly<Record<string, ProblemType>> = {}): ScriptedAnswer {
  return ({ body = '' }) => {
    const submissions: Named[] = JSON.parse(body);
    const results = submissions.map(({ requestId }) => {
      const type = refused[requestId];
      return type ? problem(type, 'Do otherwise.') : accepted(requestId);
    });
    return answer(207, { results });
  };
}

export async function submitAll(
  { gateway, requests }: Scripted,
  submissions: Iterable<Submission> | AsyncIterable<Submission>,
  options?: SubmitManyOptions,
) {
  const results: SubmitResult[] = [];
  for await (const result of gateway.jobs.submitMany(submissions, options)) results.push(result);
  /** The request IDs of each batch. */
  const sent = requests.map(({ body = '' }) =>
    (JSON.parse(body) as Named[]).map(({ requestId }) => requestId),
  );
  return { results, sent, outcomes: results.map(outcomeOf) };
}

/** @returns request ID, and `accepted` or the kind of failure */
function outcomeOf({ requestId, ...result }: SubmitResult): string {
  if (result.ok) return `${requestId} accepted`;
  return `${requestId} ${result.error instanceof GatewayError ? result.error.type : result.error.name}`;
}

/** @throws Error for a result that is no failure */
export function failureIn(result: SubmitResult | undefined): GatewayError | GatewayUnreachable {
  if (result?.ok !== false) throw new Error('It is no failure.');
  return result.error;
}
