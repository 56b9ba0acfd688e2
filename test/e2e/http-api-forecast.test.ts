/** The cost of submissions, asked for over HTTP. */
import { describe, expect, it } from 'vitest';
import { submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { call, post } = apiUnderTest();
const NDJSON = { 'content-type': 'application/x-ndjson' };

describe('POST /v1/jobs:forecast', () => {
  it('gives one result per item, in order, and takes none of them in', async () => {
    await post(submission('f-known'));
    const items = [submission('f-1'), submission('f-known'), { nonsense: 1 }, submission('f-1')];
    const { status, json } = await call('POST', '/v1/jobs:forecast', { body: items });
    expect(status).toBe(200);
    expect(json.results.map(({ would }: { would: string }) => would)).toEqual([
      'new',
      'known',
      'invalid',
      'duplicate-in-list',
    ]);
    expect(json.summary).toMatchObject({ leads: 1, charges: { low: 0, expected: null, high: 1 } });
    expect((await call('GET', '/v1/jobs/f-1')).status).toBe(404);
  });

  it('takes NDJSON; a line that is not JSON, or too large to be read, is told alone', async () => {
    const large = JSON.stringify({ x: new Array(10_000).fill(0) });
    const body = ['', '{', large, JSON.stringify(submission('f-2'))].join('\n');
    const { json } = await call('POST', '/v1/jobs:forecast', { body, headers: NDJSON });
    expect(json.results).toMatchObject([
      {
        would: 'invalid',
        errors: [{ pointer: '', detail: expect.stringMatching(/^Line 2 is not valid JSON/) }],
      },
      { would: 'too-large', errors: [{ detail: expect.stringMatching(/^Line 3 has more values/) }] },
      { would: 'new', requestId: 'f-2' },
    ]);
  });

  it('refuses what :batch refuses as a whole', async () => {
    const many = Array.from({ length: 501 }, () => ({}));
    for (const body of [many, { requestId: 'alone' }, '[']) {
      const [forecast, batch] = [
        await call('POST', '/v1/jobs:forecast', { body }),
        await call('POST', '/v1/jobs:batch', { body }),
      ];
      expect([forecast.status, forecast.json]).toEqual([batch.status, batch.json]);
    }
  });
});
