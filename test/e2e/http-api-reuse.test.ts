/** Not paying for what is known, over HTTP. */
import { describe, expect, it } from 'vitest';
import { PAYLOAD, submission, TOPICS } from '../fixtures.ts';
import { apiUnderTest, problemType } from './api-under-test.ts';

const { gateway, call, post, end } = apiUnderTest({
  reuse: new Map([['enrichMobile', { days: 30, by: ['linkedin', 'email'] }]]),
});

const payload = {
  ...PAYLOAD,
  emailAddresses: [{ emailAddress: { userFormat: 'Ingrid@Hollander.example' } }],
};
const lead = (requestId: string, more: object = {}) => submission(requestId, { payload, ...more });
const REUSED = {
  status: 'reused',
  final: true,
  version: null,
  reusedFrom: 'paid',
  eventCodes: { appendMobile: 'appended' },
  job: { id: 'paid', payload },
};

describe('a lead of which the answer is known', () => {
  it('is answered with it at once, and read, explained, delivered and counted so', async () => {
    await post(lead('paid'));
    await end('paid', 'completed', { events: { appendMobile: { code: 'appended' } }, payload });
    const { status, json } = await post(lead('again'));
    expect([status, json]).toMatchObject([202, { requestId: 'again', ...REUSED }]);
    expect((await call('GET', '/v1/jobs/again')).json).toMatchObject({ ...REUSED, cause: null });
    const { json: explained } = await call('GET', '/v1/jobs/again:explain');
    expect(explained.sentences.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['reused', 'delivered', 'not-retryable', 'redeliverable', 'due-purge']),
    );
    const [result] = gateway.published.to(TOPICS.results).slice(-1);
    expect(result?.message.attributes).toMatchObject({
      requestId: 'again',
      status: 'reused',
      reusedFrom: 'paid',
      dedupKey: 'again/reused',
    });
    const { json: reconciled } = await call('GET', '/v1/reconciliation?day=2026-03-01');
    expect(reconciled).toMatchObject({
      totals: { accepted: 2, completed: 1, reused: 1, charged: 1 },
      unbalanced: [],
    });
    expect(gateway.published.requestIds()).toEqual(['paid']);
  });

  it('is the same lead when it is sent again', async () => {
    const { status, json } = await post(lead('again', { reuse: 'never' }));
    expect([status, json]).toMatchObject([200, REUSED]);
  });

  it('is requested where it says so', async () => {
    expect((await post(lead('fresh', { reuse: 'never' }))).json).toMatchObject({
      status: 'published',
      reusedFrom: null,
    });
  });

  it('is answered so in a batch', async () => {
    const { text } = await call('POST', '/v1/jobs:batch', { body: [lead('b-1'), submission('b-2')] });
    expect(JSON.parse(text).results).toMatchObject([
      { status: 202, job: REUSED },
      { status: 202, job: { status: 'published' } },
    ]);
  });

  it('is not retried: the refusal says how to request it anew', async () => {
    const refused = await call('POST', '/v1/jobs/again:retry', { body: {} });
    expect([refused.status, problemType(refused), refused.json]).toMatchObject([
      409,
      'not-retryable',
      { reason: 'reused', detail: expect.stringContaining('"reuse":"never"') },
    ]);
  });

  it.each(['P1W', 'PT1H', 'P-1D', 'always', 7])('may not say how by %s', async (reuse) => {
    const { status, json } = await post(lead('odd', { reuse }));
    expect([status, json.errors]).toMatchObject([422, [{ pointer: '/reuse' }]]);
  });

  it('is erased with the person, copy and all', async () => {
    const asked = { email: 'ingrid@hollander.example', reason: 'asked to be' };
    const prepared = await call('POST', '/v1/erasures', { body: asked });
    await call('POST', `/v1/erasures/${prepared.json.id}:run`, { body: {} });
    expect((await call('GET', '/v1/jobs/again')).json).toMatchObject({
      status: 'reused',
      erased: true,
      reusedFrom: 'paid',
      job: null,
      tags: [],
    });
    expect((await post(lead('after'))).json).toMatchObject({ status: 'published' });
  });
});
