/** The examples of the OpenAPI document: each is what the gateway answers, to the letter. */
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/api/call.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import { BACKLOG, SUBMISSION } from '../../../shared/api/examples.ts';
import { OPERATION_KEY } from '../../../shared/api/operation-examples.ts';
import { deadLetterOf } from '../../../shared/jobs/dead-letters/dead-letter-record.ts';
import { later } from '../../../shared/jobs/instant.ts';
import type { WakeFor } from '../../../shared/jobs/job-record.ts';
import { wakeAt } from '../../../shared/jobs/timers.ts';
import { advanceDue } from '../../../shared/use-cases/operate/operations/advance-due.ts';
import { MINUTE, publishedRecord, received, submission } from '../../fixtures.ts';
import { answeredRecord } from '../../unit/jobs/samples.ts';
import { receiveAnswer, store, submit } from '../../unit/use-cases/actions.ts';
import {
  type GatewayAtNine,
  gatewayAtNine,
  NINE,
  requestOf,
  withAnswered,
  withCompleted,
  withDeadLetter,
} from './gateway-at-nine.ts';

const successes = (Object.entries(CALLS) as [string, Call][]).flatMap(([id, call]) =>
  Object.entries(call.responses).map(([status, { example }]) => [`${id} ${status}`, call, example] as const),
);

/** By call and status, the state in which a gateway answers as the example says; a fresh one else. */
const STATES: Readonly<Record<string, () => Promise<GatewayAtNine>>> = {
  'submitJob 200': withCompleted,
  'getJob 200': withCompleted,
  'explainJob 200': withUnanswered,
  'digestJob 200': withSourced,
  'listJobs 200': withTwo,
  'countJobs 200': withMany,
  'getBacklog 200': withBacklog,
  'getBudgets 200': withSpending,
  'getUsage 200': withSpending,
  'forecastJobs 200': withHistory,
  'batchGetJobs 200': withCompleted,
  'retryJob 202': withExpired,
  'retryJob 200': withRetried,
  'replayJob 202': withSubmitted,
  'redeliverJob 202': withCompleted,
  'revealJob 200': withCompleted,
  'listAudit 200': withRetried,
  'getReconciliation 200': withWaiting,
  'listCharges 200': withCompleted,
  'examineLedger 200': withSubmitted,
  'startOperation 202': withManyExpired,
  'startOperation 200': () => withOperation(6),
  'listOperations 200': () => withOperation(6),
  'getOperation 200': () => withOperation(6),
  'abortOperation 202': () => withOperation(0),
  'listHolds 200': withHold,
  'placeHold 200': withHold,
  'releaseHold 202': withHeld,
  'releaseHold 200': withRelease,
  'listDeadLetters 200': withDeadLetter,
  'countDeadLetters 200': withDeadLetter,
  'getDeadLetter 200': withDeadLetter,
  'revealDeadLetter 200': withDeadLetter,
  'redriveDeadLetter 200': withDeadLetter,
  'dropDeadLetter 200': withDeadLetter,
  'createErasure 200': withCompleted,
  'runErasure 200': withPrepared,
  'listErasures 200': withErased,
  'getErasure 200': withErased,
  'replayErasures 200': withErased,
};

/** By call and status, what is sent other than the example of the request. */
const SENT: Readonly<Record<string, Parameters<typeof requestOf>[1]>> = {
  'listJobs 200': { target: '/v1/jobs?pageSize=1' },
  'getUsage 200': { target: '/v1/usage?by=jobType,team' },
  'listCharges 200': { target: '/v1/charges?pageSize=1' },
  'startOperation 202': { headers: { 'idempotency-key': OPERATION_KEY } },
  'startOperation 200': { headers: { 'idempotency-key': OPERATION_KEY } },
  'batchSubmitJobs 207': { body: JSON.stringify([SUBMISSION, { ...SUBMISSION, jobType: undefined }]) },
  'forecastJobs 200': { body: JSON.stringify([SUBMISSION, { ...SUBMISSION, jobType: undefined }]) },
};

async function withSubmitted(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  await made.api(requestOf(CALLS.submitJob));
  return made;
}

/** The submission of the examples an hour ago, and no answer since. */
async function withUnanswered(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  await made.api(requestOf(CALLS.submitJob));
  made.gateway.clock.time = later(made.gateway.clock.time, 60 * MINUTE);
  return made;
}

/** The submission of the examples, each value with the contact that it is of, has completed. */
async function withSourced(): Promise<GatewayAtNine> {
  const source = { objectSystem: 'hubspot', objectType: 'contact', objectId: '88213' };
  const payload = {
    person: { ...SUBMISSION.payload.person, source },
    employment: { company: { ...SUBMISSION.payload.employment.company, source } },
  };
  const phone = { phoneNumber: { userFormat: '+1 702-555-0100', e164Format: '+17025550100' } };
  const phoneNumbers = [{ ...phone, phoneType: 'mobile', source: null }];
  const position = { verification: { title: 'Head of Routing' } };
  const employment = { ...payload.employment, position };
  return withAnswered(
    { payload: { ...payload, employment, phoneNumbers } },
    { body: JSON.stringify({ ...SUBMISSION, payload }) },
  );
}

async function withTwo(): Promise<GatewayAtNine> {
  const made = await withCompleted();
  await submit(made.gateway, { ...SUBMISSION, requestId: 'later' });
  return made;
}

/** One lead has completed, and two wait. */
async function withWaiting(): Promise<GatewayAtNine> {
  const made = await withTwo();
  await submit(made.gateway, { ...SUBMISSION, requestId: 'later-still' });
  return made;
}

/** Timers and dead letters as many as the example has. */
async function withBacklog(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  const { store: ledger, clock, deadLetters } = made.gateway;
  const set = async (count: number, purpose: WakeFor, inMs: number) => {
    for (let i = 0; i < count; i += 1) {
      const record = publishedRecord(`${purpose}-${inMs}-${i}`);
      const wake = wakeAt(record.requestId, purpose, later(clock.now(), inMs));
      await ledger.create({ ...record, wake });
    }
  };
  await set(1, 'retry', -MINUTE);
  await set(BACKLOG.dueNow - 1, 'retry', 0);
  await set(BACKLOG.later, 'retry', MINUTE);
  await set(BACKLOG.waitingForModigie, 'silence', MINUTE);
  await set(BACKLOG.undelivered, 'deliver', MINUTE);
  for (let i = 0; i < BACKLOG.deadLetters; i += 1) {
    const letter = deadLetterOf(received(`${i}`), { source: 'intake-jobs', reason: 'not-json' }, clock.now());
    await deadLetters.create(letter, Buffer.from(`${i}`));
  }
  return made;
}

/** Two budgets, and as many leads of the team of EMEA, of none and of others as the examples have. */
async function withSpending(): Promise<GatewayAtNine> {
  const made = gatewayAtNine(undefined, {
    budgets: [
      { name: 'emea-daily', tag: 'team=emea', per: 'day', limit: 20, at: 'hold' },
      { name: 'all', per: 'month', limit: 1_000 },
    ],
  });
  const lead = async (requestId: string, status: string, tags: object[]) => {
    const payload = { ...SUBMISSION.payload, tags };
    await submit(made.gateway, { ...SUBMISSION, requestId, payload });
    if (status !== 'published') await receiveAnswer(made.gateway, { id: requestId, status });
  };
  const emea = ['completed', 'completed', 'completed', 'completed', 'rejected', 'published', 'published'];
  for (const [i, status] of emea.entries()) await lead(`e-${i}`, status, SUBMISSION.payload.tags);
  for (const [i, status] of ['completed', 'published'].entries()) await lead(`n-${i}`, status, []);
  await receiveAnswer(made.gateway, { id: 'by-hand' });
  return made;
}

/** Two budgets, and forty leads of the team of EMEA that have ended, of which thirty completed. */
async function withHistory(): Promise<GatewayAtNine> {
  const made = gatewayAtNine(undefined, {
    budgets: [
      { name: 'emea-daily', tag: 'team=emea', per: 'day', limit: 100, at: 'hold' },
      { name: 'all', per: 'month', limit: 1_000 },
    ],
  });
  for (let i = 0; i < 40; i += 1) {
    const requestId = `h-${i}`;
    await submit(made.gateway, { ...SUBMISSION, requestId });
    await receiveAnswer(made.gateway, { id: requestId, status: i < 30 ? 'completed' : 'rejected' });
  }
  return made;
}

async function withMany(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  for (let i = 0; i < 12; i += 1) await store(made.gateway, publishedRecord(`p-${i}`));
  for (let i = 0; i < 187; i += 1)
    await store(made.gateway, answeredRecord('completed', undefined, `c-${i}`));
  await store(made.gateway, answeredRecord('rejected', undefined, 'r-1'));
  return made;
}

/** The job expired, and an hour later somebody asks for its retry. */
async function withExpired(): Promise<GatewayAtNine> {
  const made = await withAnswered({ status: 'canceled', reason: { reasonType: 'JobExpireReason' } });
  made.gateway.clock.time = later(made.gateway.clock.time, 60 * MINUTE);
  return made;
}

/** The answer to the retry was lost, and it is asked for again. */
async function withRetried(): Promise<GatewayAtNine> {
  const made = await withExpired();
  await made.api(requestOf(CALLS.retryJob));
  return made;
}

/** Many jobs expired, and four of them so long ago that their payloads are purged. */
async function withManyExpired(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  const reasonType = 'JobExpireReason';
  for (let i = 0; i < 1_203; i += 1) {
    const record = answeredRecord('canceled', reasonType, `expired-${i}`);
    await store(made.gateway, { ...record, ...(i % 250 === 249 && { payload: null }) });
  }
  return made;
}

/** An operator asks for their retry, and so many sweeps go on with it. */
async function withOperation(sweeps: number): Promise<GatewayAtNine> {
  const made = await withManyExpired();
  const { clock } = made.gateway;
  clock.sleep = async (slept) => {
    clock.time = later(clock.time, slept);
  };
  await made.api(requestOf(CALLS.startOperation, SENT['startOperation 202']));
  for (let swept = 0; swept < sweeps; swept += 1) {
    clock.time = later(NINE, (swept + 1) * MINUTE);
    await advanceDue(made.gateway, later(clock.time, MINUTE / 2));
  }
  clock.time = later(clock.time, 12_480);
  return made;
}

async function withHold(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  await made.api(requestOf(CALLS.placeHold));
  return made;
}

/** Some leads are handed in while their job type is held; half past eleven it may be released. */
async function withHeld(): Promise<GatewayAtNine> {
  const made = await withHold();
  for (const requestId of ['a', 'b', 'c']) await submit(made.gateway, submission(requestId));
  made.gateway.clock.time = later(NINE, 150 * MINUTE);
  return made;
}

async function withRelease(): Promise<GatewayAtNine> {
  const made = await withHeld();
  await made.api(requestOf(CALLS.releaseHold));
  return made;
}

/** All that there is about the person of the examples was found. */
async function withPrepared(): Promise<GatewayAtNine> {
  const made = await withCompleted();
  await made.api(requestOf(CALLS.createErasure));
  return made;
}

async function withErased(): Promise<GatewayAtNine> {
  const made = await withPrepared();
  await made.api(requestOf(CALLS.runErasure));
  return made;
}

describe('the example of', () => {
  it.each(successes.filter(([name]) => name !== 'getOpenApi 200'))('%s', async (name, call, example) => {
    const { api } = await (STATES[name]?.() ?? gatewayAtNine());
    const { status, body } = await api(requestOf(call, SENT[name]));
    expect([status, JSON.parse(body)]).toEqual([Number(name.split(' ')[1]), example]);
  });

  it('getOpenApi 200, in short', async () => {
    const { body } = await gatewayAtNine().api(requestOf(CALLS.getOpenApi));
    expect(JSON.parse(body)).toMatchObject(CALLS.getOpenApi.responses[200].example);
  });
});
