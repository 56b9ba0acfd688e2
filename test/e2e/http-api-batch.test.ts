/** Submitting many over HTTP: as a list, and by the line. */

import { describe, expect, it } from 'vitest';
import { submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { call } = apiUnderTest();

describe('POST /v1/jobs:batch', () => {
  it('gives one result per item, in order; the bad ones do not stop the good', async () => {
    const answer = await call('POST', '/v1/jobs:batch', {
      body: [submission('batch-1'), { nonsense: 1 }, submission('batch-2'), submission('batch-1')],
    });
    expect(answer.status).toBe(207);
    expect(answer.json.results.map(({ status }: { status: number }) => status)).toEqual([202, 422, 202, 200]);
    expect(answer.json.results[0]).toMatchObject({ requestId: 'batch-1', job: { status: 'published' } });
  });

  it('takes NDJSON, and fails a line that is not JSON alone', async () => {
    const lines = ['', JSON.stringify(submission('line-1')), '{', '', JSON.stringify(submission('line-2'))];
    const answer = await call('POST', '/v1/jobs:batch', {
      body: lines.join('\r\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(answer.json.results.map(({ status }: { status: number }) => status)).toEqual([202, 400, 202]);
  });

  it('names the line of NDJSON that is refused, blank lines counted', async () => {
    const body = [
      '{',
      '',
      '"\ud800"',
      JSON.stringify({ nonsense: 1 }),
      JSON.stringify(submission('..')),
      JSON.stringify(submission('line-3')),
    ].join('\n');
    const { json } = await call('POST', '/v1/jobs:batch', {
      body,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(json.results.map(({ detail }: { detail?: string }) => detail)).toEqual([
      'Line 1 is not valid JSON; check quotes, commas and brackets.',
      'Line 3: Mend what errors lists, and send it again.',
      'Line 4: Mend what errors lists, and send it again.',
      'Line 5: Mend what errors lists, and send it again.',
      undefined,
    ]);
  });

  it('refuses an item that has too many values alone, in a list and by the line', async () => {
    const many = { x: new Array(10_000).fill(0) };
    const listed = await call('POST', '/v1/jobs:batch', { body: [many, submission('beside-1')] });
    const lines = `${JSON.stringify(many)}\n${JSON.stringify(submission('beside-2'))}`;
    const headers = { 'content-type': 'application/x-ndjson' };
    const told = 'has more values, members and entries at all levels, than are taken.';
    expect(listed.json.results).toMatchObject([{ status: 413, detail: `Entry 0 ${told}` }, { status: 202 }]);
    const { json } = await call('POST', '/v1/jobs:batch', { body: lines, headers });
    expect(json.results).toMatchObject([{ status: 413, detail: `Line 1 ${told}` }, { status: 202 }]);
  });

  it('refuses more than 500 items, and what is no list', async () => {
    const tooMany = Array.from({ length: 501 }, () => ({}));
    expect((await call('POST', '/v1/jobs:batch', { body: tooMany })).status).toBe(413);
    expect((await call('POST', '/v1/jobs:batch', { body: {} })).status).toBe(422);
    expect((await call('POST', '/v1/jobs:batch', { body: [] })).json).toEqual({ results: [] });
  });
});
