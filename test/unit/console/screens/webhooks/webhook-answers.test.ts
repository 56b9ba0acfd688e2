import { describe, expect, it } from 'vitest';
import { pingInWords, webhooksOf } from '../../../../../console/screens/webhooks/webhook-answers.ts';
import { problem } from '../../../../../shared/api/problem.ts';
import { pageCallsAnswered } from '../../page-calls.ts';

const listed = (status: number, body: object) =>
  webhooksOf(pageCallsAnswered(status, JSON.stringify(body)).call('GET /v1/webhooks'));

describe('the list of webhooks', () => {
  it('is empty of a gateway without a function for them', async () => {
    expect(await listed(404, problem('not-found', 'No call has this path.'))).toEqual([]);
  });

  it('is empty where none is configured', async () => {
    expect(await listed(200, { webhooks: [] })).toEqual([]);
  });

  it('fails as it does for any other fault', async () => {
    await expect(listed(404, {})).rejects.toMatchObject({ status: 404 });
    await expect(listed(403, {})).rejects.toMatchObject({ status: 403 });
  });
});

describe('the answer to a ping', () => {
  it('is good with 2xx alone', () => {
    expect(pingInWords({ status: 204, error: null })).toEqual({
      isTaken: true,
      says: 'It answered 204.',
    });
    expect([301, 410, 500].map((status) => pingInWords({ status, error: null }).isTaken)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is bad where none came, and says why', () => {
    expect(pingInWords({ status: null, error: 'ECONNREFUSED' })).toEqual({
      isTaken: false,
      says: 'Nothing answered: ECONNREFUSED (docs/webhooks.md).',
    });
  });
});
