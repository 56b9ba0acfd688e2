import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../client/index.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import { JOB } from '../../../shared/api/examples.ts';
import { problemExample } from '../../../shared/api/problem-examples.ts';
import { PROBLEM_TYPES } from '../../../shared/api/problems.ts';
import { submission } from '../../fixtures.ts';
import { answer, failureOf, refusal, scripted } from './scripted.ts';

const NO_RETRIES = { maxRetries: 0 };
const failing = async (status: number, body: unknown, headers?: Record<string, string>) => {
  const { gateway } = scripted([answer(status, body, headers)], NO_RETRIES);
  const error = await failureOf(gateway.jobs.submit(submission('mine')));
  if (!(error instanceof GatewayError)) throw new Error(`It failed otherwise: ${error}`);
  return error;
};

describe('an answer', () => {
  it('keeps members, statuses and reasons that this version does not know', async () => {
    const job = { ...JOB.completed, status: 'archived', origin: 'elsewhere', shelf: { row: 3 } };
    const { gateway } = scripted([answer(200, job)]);
    expect(await gateway.jobs.get('lead-1')).toEqual(job);
  });

  it('says of a submission whether it was made before', async () => {
    const { gateway } = scripted([answer(202, JOB.accepted), answer(200, JOB.completed)]);
    expect([await gateway.jobs.submit(submission()), await gateway.jobs.submit(submission())]).toEqual([
      { ...JOB.accepted, replayed: false },
      { ...JOB.completed, replayed: true },
    ]);
  });

  it('is had as text, too, with numbers that JavaScript cannot hold', async () => {
    const text = JSON.stringify(JOB.completed).replace(/}$/, ',"job":{"score":12345678901234567890}}');
    const { gateway } = scripted([answer(200, text)]);
    expect(await gateway.jobs.getText('lead-1')).toBe(text);
  });
});

describe('a problem document', () => {
  it.each(PROBLEM_TYPES)('%s is an error of that type', async (type) => {
    const document = problemExample(type, CALLS.submitJob);
    const error = await failing(document.status, document);
    expect(error.is(type)).toBe(true);
    expect(error).toMatchObject({
      name: 'GatewayError',
      status: document.status,
      type,
      title: document.title,
      detail: document.detail,
      errors: document.errors ?? [],
      requestId: document.requestId ?? 'mine',
      problem: document,
    });
  });

  it('says in its message what is wrong and what to do about it', async () => {
    const { message } = await failing(422, problemExample('invalid', CALLS.submitJob));
    expect(message).toBe(
      'The request is not valid (422 invalid). Mend what errors lists, and send it again.\n' +
        '  /jobType is required: give a string\n  /payload is required: give an object',
    );
  });

  it('of a kind that this version does not know keeps its type and all of its members', async () => {
    const document = {
      type: 'urn:modigie-gateway:problem:on-hold',
      title: 'Held',
      status: 409,
      detail: 'Wait.',
      hold: 'h1',
    };
    expect(await failing(409, document)).toMatchObject({ type: 'on-hold', status: 409, problem: document });
  });

  it('carries Retry-After', async () => {
    const { gateway } = scripted([refusal('unavailable', { 'retry-after': '5' })], NO_RETRIES);
    expect(await failureOf(gateway.jobs.get('lead-1'))).toMatchObject({
      retryAfterMs: 5000,
      retryable: true,
    });
  });
});

describe('an answer that no gateway wrote', () => {
  const PAGE = '<!doctype html><title>Welcome</title>';

  it.each([
    ['a page', 200, PAGE],
    ['a page that is not there', 404, PAGE],
    ["another service's JSON", 200, { hello: 'world' }],
    ["another service's list", 200, []],
    ["another service's problem", 400, { type: 'about:blank', title: 'Bad Request', status: 400 }],
    ["another service's null", 200, 'null'],
    ['nothing', 204, ''],
  ])('is called that: %s with status %i', async (_name, status, body) => {
    const error = await failing(status, body);
    expect(error.is('not-a-gateway')).toBe(true);
    expect(error.message).toBe(
      `This is not a gateway (${status} not-a-gateway). ` +
        `https://gateway.test answered ${status}: check the address.`,
    );
    expect([error.requestId, error.problem]).toEqual(['mine', undefined]);
  });

  it.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
  ])("with status %i is Google's front end, which wants a token: %s", async (status, type) => {
    const error = await failing(status, PAGE);
    expect([error.type, error.detail]).toEqual([
      type,
      'Give an identity token with auth, of an account that may call https://gateway.test.',
    ]);
  });

  it.each([429, 500, 502, 503, 504])('with status %i comes from something before it', async (status) => {
    const error = await failing(status, PAGE);
    expect([error.type, error.retryable]).toEqual(['unavailable', true]);
    expect(error.detail).toBe(`https://gateway.test answered ${status} in the gateway's place.`);
  });
});
