/** Problem documents on their way out, and refusals on the way to a handler's work. */
import type { Problem } from '../api/problem-schema.ts';
import { type ProblemExtras, type ProblemType, problem } from '../api/problems.ts';
import type { HttpResponse } from './http.ts';

export function problemResponse(
  document: Problem,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status: document.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify(document),
  };
}

/** A refusal on the way to a handler's work; `answering` turns it into its response. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  constructor(document: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(document.detail);
    this.name = 'ProblemError';
    this.problem = document;
    this.headers = headers;
  }
}

/** @throws ProblemError always */
export function refuse(
  type: ProblemType,
  detail: string,
  extras?: ProblemExtras,
  headers?: Readonly<Record<string, string>>,
): never {
  throw new ProblemError(problem(type, detail, extras), headers);
}
