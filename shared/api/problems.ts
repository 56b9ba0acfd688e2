/** The kinds of errors, each with its status and title; `type` is stable (RFC 9457). */

/** Every problem that this API answers with: its HTTP status and title. The key ends its `type`. */
export const PROBLEMS = {
  'not-json': { status: 400, title: 'The body is not JSON' },
  'invalid-parameter': { status: 400, title: 'A parameter is not valid' },
  unauthenticated: { status: 401, title: 'The request is not authenticated' },
  forbidden: { status: 403, title: 'The sender is not allowed to do this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'job-not-found': { status: 404, title: 'No job has this request ID' },
  'job-type-not-found': { status: 404, title: 'No job type has this name' },
  'hold-not-found': { status: 404, title: 'No hold has this name' },
  'webhook-not-found': { status: 404, title: 'No webhook has this name' },
  'operation-not-found': { status: 404, title: 'No operation has this ID' },
  'dead-letter-not-found': { status: 404, title: 'No dead letter has this ID' },
  'erasure-not-found': { status: 404, title: 'No erasure has this ID' },
  'method-not-allowed': { status: 405, title: 'This method is not allowed here' },
  'request-id-reused': { status: 409, title: 'The request ID belongs to another request' },
  'not-retryable': { status: 409, title: 'This job cannot be retried' },
  'not-replayable': { status: 409, title: 'The request of this job cannot be published again' },
  'not-redeliverable': { status: 409, title: 'The result of this job cannot be delivered again' },
  'operation-key-reused': { status: 409, title: 'The key belongs to another operation' },
  'operation-ended': { status: 409, title: 'This operation has ended' },
  'dead-letter-conflict': { status: 409, title: 'This cannot be done with the dead letter' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has an unsupported type' },
  invalid: { status: 422, title: 'The request is not valid' },
  'erasure-too-large': { status: 422, title: 'An erasure is of one person' },
  'over-budget': { status: 429, title: 'A budget is used up' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The gateway cannot take this right now' },
} as const;

export type ProblemType = keyof typeof PROBLEMS;
export type ProblemStatus = (typeof PROBLEMS)[ProblemType]['status'];
export const PROBLEM_TYPES = Object.keys(PROBLEMS) as readonly ProblemType[];

/** A problem's `type`, as it stands in its document. */
export type ProblemUri = `urn:modigie-gateway:problem:${ProblemType}`;

export function problemUri(type: ProblemType): ProblemUri {
  return `urn:modigie-gateway:problem:${type}`;
}
