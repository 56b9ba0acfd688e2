/** The problems that the OpenAPI document shows: each is what the gateway answers, to the letter. */
import { describe, expect, it } from 'vitest';
import { type Call, problemsElsewhere, problemsOf, type ServingFunction } from '../../../shared/api/call.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import { ERASURE_ASKED } from '../../../shared/api/erasure-examples.ts';
import { SUBMISSION } from '../../../shared/api/examples.ts';
import { OPERATION_KEY } from '../../../shared/api/operation-examples.ts';
import { problemExample } from '../../../shared/api/problem-examples.ts';
import type { ProblemType } from '../../../shared/api/problems.ts';
import type { HttpResponse } from '../../../shared/http/http.ts';
import { StoreUnavailableError } from '../../../shared/ports/errors.ts';
import { publishedRecord } from '../../fixtures.ts';
import {
  type GatewayAtNine,
  gatewayAtNine,
  requestOf,
  withCompleted,
  withDeadLetter,
} from './gateway-at-nine.ts';

const shown = (Object.entries(CALLS) as [string, Call][]).flatMap(([id, call]) =>
  [...problemsOf(call), ...problemsElsewhere(call, CALLS)].map((type) => [id, type, call] as const),
);

type Provoke = (call: Call) => Promise<HttpResponse>;

/** How a call comes to a problem. */
const PROVOKE: Readonly<Partial<Record<ProblemType, Provoke>>> = {
  'not-json': (call) => gatewayAtNine().api(requestOf(call, { body: '{' })),
  'invalid-parameter': sendParameter,
  forbidden: (call) =>
    gatewayAtNine().api({ ...requestOf(call), caller: { email: 'new@acme.example', team: 'none' } }),
  'not-found': (call) => sendElsewhere(call, 404),
  'method-not-allowed': (call) => sendElsewhere(call, 405),
  'erasure-not-found': (call) => gatewayAtNine().api(requestOf(call)),
  'erasure-too-large': async (call) => (await withThousands()).api(requestOf(call)),
  'job-not-found': (call) => gatewayAtNine().api(requestOf(call)),
  'job-type-not-found': (call) => gatewayAtNine().api(requestOf(call, { target: '/v1/holds/telepathy' })),
  'hold-not-found': (call) => gatewayAtNine().api(requestOf(call)),
  'webhook-not-found': (call) => gatewayAtNine().api(requestOf(call, { target: '/v1/webhooks/erp:test' })),
  'operation-not-found': (call) => gatewayAtNine().api(requestOf(call)),
  'operation-key-reused': async (call) => {
    const { api } = await withOperation();
    return api(requestOf(call, { ...KEYED, body: '{"kind":"retry","all":true}' }));
  },
  'operation-ended': async (call) => (await withOperation()).api(requestOf(call)),
  'dead-letter-not-found': (call) => gatewayAtNine().api(requestOf(call)),
  'dead-letter-conflict': async (call) => {
    const { api } = await withDeadLetter();
    await api(requestOf(CALLS.redriveDeadLetter));
    return api(requestOf(call));
  },
  'request-id-reused': async (call) =>
    (await withCompleted()).api(submissionWith(call, { payload: { ...SUBMISSION.payload, urls: [] } })),
  'not-retryable': async (call) => (await withCompleted()).api(requestOf(call)),
  'not-replayable': async (call) => (await withCompleted()).api(requestOf(call)),
  'not-redeliverable': async (call) => {
    const { api } = gatewayAtNine();
    await api(requestOf(CALLS.submitJob));
    return api(requestOf(call));
  },
  'too-large': (call) =>
    gatewayAtNine().api(requestOf(call, { body: 'x'.repeat((call.body?.maxBytes ?? 0) + 1) })),
  'unsupported-media-type': (call) =>
    gatewayAtNine().api(requestOf(call, { headers: { 'content-type': 'text/plain' } })),
  invalid: (call) => gatewayAtNine().api(requestOf(call, { body: call.body?.optional ? '[]' : '{}' })),
  'over-budget': async (call) => {
    const { api } = gatewayAtNine();
    await api(submissionWith(CALLS.submitJob, { requestId: 'the-first', payload: OF_ONE_TEAM }));
    const refused = submissionWith(CALLS.submitJob, { payload: OF_ONE_TEAM });
    if (call !== CALLS.submitJob) await api(refused);
    return api(call === CALLS.submitJob ? refused : requestOf(call));
  },
  internal: (call) => broken(new Error('a bug')).api(requestOf(call)),
  unavailable: (call) =>
    call === CALLS.batchSubmitJobs || call === CALLS.forecastJobs
      ? gatewayAtNine().api({ ...requestOf(call), refused: { type: 'unavailable' } })
      : broken(new StoreUnavailableError()).api(requestOf(call)),
};

const OF_ONE_TEAM = { ...SUBMISSION.payload, tags: [{ name: 'team', value: 'none' }] };

function submissionWith(call: Call, more: object) {
  return requestOf(call, { body: JSON.stringify({ ...SUBMISSION, ...more }) });
}

/** The parameter that the example names, with a text that it does not take. */
function sendParameter(call: Call): Promise<HttpResponse> {
  const { parameter = '' } = problemExample('invalid-parameter', call);
  const { target, ...request } = requestOf(call);
  return parameter in (call.headers?.shape ?? {})
    ? gatewayAtNine().api(requestOf(call, { headers: { [parameter.toLowerCase()]: '!' } }))
    : gatewayAtNine().api({ ...request, target: `${target}?${parameter}=!` });
}

/** To the addresses of all other functions; what one of them answers in this status. */
async function sendElsewhere(call: Call, status: 404 | 405): Promise<HttpResponse> {
  const { functions } = gatewayAtNine();
  const others = (Object.keys(functions) as ServingFunction[]).filter((name) => name !== call.servedBy);
  const answers = await Promise.all(others.map((name) => functions[name](requestOf(call))));
  expect(answers.filter((answer) => ![404, 405].includes(answer.status))).toEqual([]);
  return answers.find((answer) => answer.status === status) ?? { status: 0, headers: {}, body: 'null' };
}

/** An erasure was prepared, and since then a thousand others were submitted under the same address. */
async function withThousands(): Promise<GatewayAtNine> {
  const made = await withCompleted();
  await made.api(requestOf(CALLS.createErasure));
  const payload = JSON.stringify({
    emailAddresses: [{ emailAddress: { userFormat: ERASURE_ASKED.email } }],
  });
  for (let i = 0; i <= 1_000; i += 1)
    await made.gateway.store.create({ ...publishedRecord(`more-${i}`), payload });
  return made;
}

/** A gateway whose store, clock and document fail. */
function broken(error: Error): GatewayAtNine {
  const fail = () => {
    throw error;
  };
  const made = gatewayAtNine(fail);
  for (const name of ['create', 'get', 'getMany', 'list', 'count', 'countAs', 'findCounted'] as const)
    Object.assign(made.gateway.store, { [name]: async () => fail() });
  Object.assign(made.gateway.audit, { list: async () => fail() });
  for (const name of ['create', 'get', 'list'] as const)
    Object.assign(made.gateway.operations, { [name]: async () => fail() });
  Object.assign(made.gateway.holds, { list: async () => fail() });
  for (const name of ['get', 'list', 'count'] as const)
    Object.assign(made.gateway.deadLetters, { [name]: async () => fail() });
  for (const name of ['get', 'list'] as const)
    Object.assign(made.gateway.erasures, { [name]: async () => fail() });
  for (const name of ['findByPerson', 'countAs'])
    Object.assign(made.gateway.store, { [name]: async () => fail() });
  Object.assign(made.webhooks.secrets, { read: async () => fail() });
  if (!(error instanceof StoreUnavailableError)) Object.assign(made.gateway.clock, { now: fail });
  return made;
}

const KEYED = { headers: { 'idempotency-key': OPERATION_KEY } };

/** An operation is done: there was nothing to do. */
async function withOperation(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  await made.api(requestOf(CALLS.startOperation, KEYED));
  return made;
}

describe('the example of', () => {
  // Nothing that answers whether a function runs can fail.
  it.each(
    shown.filter(([id, type]) => `${id} ${type}` !== 'getHealth internal'),
  )('%s, %s', async (_id, type, call) => {
    const { status, body } = (await PROVOKE[type]?.(call)) ?? { status: 0, body: 'null' };
    const example = problemExample(type, call);
    expect([status, JSON.parse(body)]).toEqual([example.status, example]);
  });
});
