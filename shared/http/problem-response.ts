/** Problem documents on their way out, and refusals on the way to a handler's work. */
import { type ProblemExtras, problem } from '../api/problem.ts';
import type { Problem } from '../api/problem-schema.ts';
import type { ProblemStatus, ProblemType } from '../api/problems.ts';
import { currentTrace } from '../telemetry/current-trace.ts';
import { type Headers, type HttpResponse, text } from './http.ts';

export function problemResponse(document: Problem, headers?: Headers): HttpResponse<ProblemStatus> {
  const trace = currentTrace();
  const body = JSON.stringify({ ...document, ...(trace && { traceId: trace.traceId }) });
  return text(document.status, { contentType: 'application/problem+json', body }, headers);
}

/** A refusal on the way to a handler's work; `answering` turns it into its response. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Headers;
  constructor(document: Problem, headers: Headers = {}) {
    super(document.detail);
    this.name = 'ProblemError';
    this.problem = document;
    this.headers = headers;
  }
}

/** @throws ProblemError 404 always: no job has the request ID of the call */
export function refuseUnknownJob(): never {
  return refuse(
    'job-not-found',
    'Check the request ID; a job appears as soon as its submission is answered.',
  );
}

/** @throws ProblemError 404 always: no dead letter has the ID of the call */
export function refuseUnknownDeadLetter(): never {
  return refuse('dead-letter-not-found', 'Check the ID; dead letters are removed after 90 days.');
}

/** @throws ProblemError always */
export function refuse(
  type: ProblemType,
  detail: string,
  { headers, ...extras }: ProblemExtras & { readonly headers?: Headers } = {},
): never {
  throw new ProblemError(problem(type, detail, extras), headers);
}
