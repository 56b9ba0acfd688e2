/** Budgets and usage over HTTP. */
import { describe, expect, it } from 'vitest';
import { PAYLOAD, submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { call, post, end } = apiUnderTest();

const ofTeam = (requestId: string, value: string) =>
  submission(requestId, { payload: { ...PAYLOAD, tags: [{ name: 'team', value }] } });

describe('money', () => {
  it('follows leads from the submission to the charge', async () => {
    await post(submission('a'));
    await post(ofTeam('b', 'large'));
    expect((await post(ofTeam('c', 'small'))).status).toBe(429);
    await end('a', 'completed');
    await end('b', 'failed', { reason: { reasonType: 'JobFailReason' } });
    const { status, json } = await call('GET', '/v1/usage?day=2026-03-01&by=jobType,team');
    expect([status, json]).toMatchObject([
      200,
      {
        period: '2026-03-01',
        by: ['jobType', 'team'],
        rows: [
          { dimension: 'team=small', accepted: 1, completed: 0, waiting: 0, charged: 0 },
          { dimension: 'team=other', accepted: 1, completed: 0, waiting: 1, charged: 0 },
          { dimension: null, accepted: 1, completed: 1, waiting: 0, charged: 1 },
        ],
        total: { accepted: 3, completed: 1, waiting: 1, charged: 1, amount: null, currency: null },
      },
    ]);
  });

  it('that may be spent is told with each budget', async () => {
    expect((await call('GET', '/v1/budgets')).json.budgets).toMatchObject([
      { name: 'small', tag: 'team=small', jobType: null, per: 'day', limit: 0, used: 0, left: 0 },
    ]);
  });

  it.each([
    ['month=2026-02', { period: '2026-02', rows: [] }],
    ['month=2026-03&by=day', { period: '2026-03', rows: [{ period: '2026-03-01', jobType: '*' }] }],
    ['by=day,jobType,team', { by: ['day', 'jobType', 'team'] }],
  ])('of %s is counted', async (query, expected) => {
    const { status, json } = await call('GET', `/v1/usage?${query}`);
    expect([status, json]).toMatchObject([200, expected]);
  });

  it.each([
    ['month=March', 'month'],
    ['day=2026-03-32', 'day'],
    ['day=2026-03-01&month=2026-03', 'day'],
    ['by=customer', 'by'],
    ['since=2h', 'since'],
  ])('of %s is refused', async (query, parameter) => {
    const { status, json } = await call('GET', `/v1/usage?${query}`);
    expect([status, json.parameter]).toEqual([400, parameter]);
  });
});
