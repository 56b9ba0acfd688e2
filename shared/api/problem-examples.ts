/**
 * Examples of problems, for the OpenAPI document: what the gateway says, to the letter
 * (`test/e2e/api-examples/problems.test.ts`).
 */

import { WHY_NOT_REDRIVEN } from '../jobs/dead-letters/redrive-refusals.ts';
import { WHY_NOT_REDELIVERABLE, WHY_NOT_REPLAYABLE } from '../jobs/replay-refusals.ts';
import type { Call } from './call.ts';
import { NO_SUCH_ERASURE, TOO_MANY_BY_NOW, TOO_MANY_RECORDS } from './erasure-refusals.ts';
import { SUBMISSION } from './examples.ts';
import { OPERATION } from './operation-examples.ts';
import { type ProblemExtras, problem } from './problem.ts';
import type { Problem } from './problem-schema.ts';
import type { ProblemType } from './problems.ts';
import { SubmissionSchema } from './submission.ts';
import { violationsOf } from './violations.ts';

const { requestId } = SUBMISSION;

type Example = readonly [detail: string, extras?: ProblemExtras];

const EXAMPLES: Readonly<Record<ProblemType, Example | ((call: Call) => Example)>> = {
  'not-json': ['The body is not valid JSON; check quotes, commas and brackets.'],
  'invalid-parameter': wrongParameter,
  unauthenticated: ['Push requests carry an OIDC token: configure the subscription with one.'],
  forbidden: [
    'The caller belongs to no team of this gateway: have its e-mail added to TEAMS, or call as another account.',
  ],
  'not-found': cameElsewhere,
  'job-not-found': ['Check the request ID; a job appears as soon as its submission is answered.'],
  'dead-letter-not-found': ['Check the ID; dead letters are removed after 90 days.'],
  'erasure-not-found': [NO_SUCH_ERASURE],
  'method-not-allowed': cameElsewhere,
  'request-id-reused': ['It was used before with another payload. Choose a new request ID.', { requestId }],
  'not-retryable': [
    'It completed, and a retry would be charged again: to request the lead anew, submit it under a new ' +
      'request ID.',
    { requestId, reason: 'completed' },
  ],
  'job-type-not-found': ['Name one that is configured (JOB_TYPES): enrichMobile; or * for all of them.'],
  'hold-not-found': [
    'Nothing is held. GET /v1/holds lists the holds; a job that waits for another reason says so in its explanation.',
  ],
  'webhook-not-found': ['Name one that is configured (WEBHOOKS): crm.'],
  'not-replayable': [WHY_NOT_REPLAYABLE.answered, { requestId, reason: 'answered' }],
  'not-redeliverable': [WHY_NOT_REDELIVERABLE['in-progress'], { requestId, reason: 'in-progress' }],
  'operation-not-found': ['Check its ID: the call that starts an operation is answered with it.'],
  'operation-key-reused': [
    'The key was given before, with another order. Choose a new Idempotency-Key.',
    { operation: OPERATION.running.id },
  ],
  'operation-ended': [
    'It is done: there is nothing left to abort, and what is done stays done.',
    { operation: OPERATION.done.id },
  ],
  'dead-letter-conflict': [WHY_NOT_REDRIVEN['already-redriven'], { reason: 'already-redriven' }],
  'too-large': ({ body: { maxBytes } = { maxBytes: 0 } }) => [
    `The body has ${maxBytes + 1} bytes; at most ${maxBytes} are taken.`,
  ],
  'unsupported-media-type': ({ body }) => [
    `Set the header Content-Type to ${Object.keys(body?.content ?? {}).join(' or ')}.`,
  ],
  invalid: emptyBody,
  'erasure-too-large': ({ missing }) => [missing === undefined ? TOO_MANY_RECORDS : TOO_MANY_BY_NOW],
  'over-budget': [
    'The budget "emea" has no room: 1 of 1 are used this month. Nothing was sent. Send the same request ' +
      'again from 2026-04-01T00:00:00.000Z on, or once the limit is raised.',
    { requestId, budget: 'emea', limit: 1, used: 1, renewsAt: '2026-04-01T00:00:00.000Z' },
  ],
  internal: (call) =>
    isOfOneSubmission(call)
      ? ['The fault is logged. Sending the same request again requests nothing twice.', { requestId }]
      : ['The fault is logged. Sending the same request again is safe.'],
  unavailable: (call) =>
    isOfOneSubmission(call)
      ? ['It is not certain that the job was stored. Send the same request again.', { requestId }]
      : ['Send the same request again after the time that Retry-After gives.'],
};

/** @returns an example of a problem that a call is answered with */
export function problemExample(type: ProblemType, call: Call): Problem {
  const example = EXAMPLES[type];
  return problem(type, ...(typeof example === 'function' ? example(call) : example));
}

/** The first parameter that does not take just any text; of a call that has none, one that is not known. */
function wrongParameter({ query, headers }: Call): Example {
  for (const [parameter, schema] of Object.entries({ ...query?.shape, ...headers?.shape })) {
    const { error } = schema.safeParse('!');
    if (error) return [`${parameter} ${violationsOf(error, '!')[0]?.detail}.`, { parameter }];
  }
  return ['verbose is not a parameter of this call, which takes no parameters.', { parameter: 'verbose' }];
}

function cameElsewhere({ servedBy }: Call): Example {
  return [`This is a call of ${servedBy}: send it to the address of that function.`];
}

/** The violations of an object without members; where one is taken, of a list. */
function emptyBody({ body }: Call): Example {
  const schema = body?.content['application/json']?.schema;
  const errors = [{}, []].map((value) => {
    const { error } = schema?.safeParse(value) ?? {};
    return error ? violationsOf(error, value) : [];
  });
  return [
    'Mend what errors lists, and send it again.',
    { errors: errors.find(({ length }) => length > 0) ?? [] },
  ];
}

/** Its store's faults are answered with the request ID, under which it may be sent again. */
function isOfOneSubmission({ body }: Call): boolean {
  return body?.content['application/json']?.schema === SubmissionSchema;
}
