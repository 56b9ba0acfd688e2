/** One example of each problem, for the OpenAPI document. */

import { type ProblemExtras, problem } from './problem.ts';
import type { Problem } from './problem-schema.ts';
import { PROBLEM_TYPES, type ProblemType } from './problems.ts';

const AGAIN = 'Send the same request again after the time that Retry-After gives.';

const EXAMPLES: Readonly<Record<ProblemType, readonly [detail: string, extras?: ProblemExtras]>> = {
  'not-json': ['The body is not valid JSON; check quotes, commas and brackets.'],
  'invalid-parameter': ['pageSize must be a whole number from 1 to 500.', { parameter: 'pageSize' }],
  unauthenticated: ['Push requests carry an OIDC token: configure the subscription with one.'],
  forbidden: ['The token is not that of the service account that pushes here.'],
  'not-found': ['No call of this API has this path; GET /openapi.json lists them.'],
  'job-not-found': ['Check the request ID; a job appears as soon as its submission is answered.'],
  'method-not-allowed': ['Use GET or POST.'],
  'request-id-reused': [
    'It was used before with another payload. Choose a new request ID.',
    { requestId: 'contact-88213_enrichMobile_1' },
  ],
  'not-retryable': [
    'It completed, and a retry would be charged again: to request the lead anew, submit it under a new ' +
      'request ID.',
    { requestId: 'contact-88213_enrichMobile_1', reason: 'completed' },
  ],
  'too-large': ['The body has 104001 bytes; at most 104000 are taken.'],
  'unsupported-media-type': ['Set the header Content-Type to application/json.'],
  invalid: [
    'Mend what errors lists, and send it again.',
    { errors: [{ pointer: '/jobType', detail: 'is required: give a string' }] },
  ],
  'over-budget': [
    'The budget "emea" of this month is used up.',
    { requestId: 'contact-88213_enrichMobile_1' },
  ],
  internal: ['The fault is logged. Sending the same request again is safe.'],
  unavailable: [AGAIN],
};

export const PROBLEM_EXAMPLES = Object.fromEntries(
  PROBLEM_TYPES.map((type) => [type, problem(type, ...EXAMPLES[type])]),
) as Readonly<Record<ProblemType, Problem>>;
