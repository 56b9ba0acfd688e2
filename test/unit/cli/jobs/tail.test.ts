import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tailJobs } from '../../../../cli/jobs/tail.ts';
import { changingGateway, EndOfTest, rfc3339At, type Written } from '../../client/changing-gateway.ts';
import { answer } from '../../client/scripted.ts';
import { jobOf, scriptedCall } from './call.ts';

const SINCE = '2026-03-01T08:00:00.000Z';
const AT = '2026-03-01T09:00:00.000Z';
const FAILED = jobOf('lead-1\u001b[2J', { updatedAt: AT, status: 'failed', cause: 'failed/JobFailReason' });

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

async function tailed(options: object = {}, width?: number) {
  const page = answer(200, { jobs: [FAILED], since: SINCE });
  const call = scriptedCall([page, () => Promise.reject(new Error('interrupted'))], width);
  await expect(tailJobs(call, { every: 2_000, ...options })).rejects.toThrow();
  return { written: call.sink.written(), told: call.told };
}

describe('jobs tail', () => {
  it('is tab-separated values in a pipe', async () => {
    const { written } = await tailed();
    expect(written).toBe(`${AT}\tfailed\tenrichMobile\tlead-1\\u001b[2J\tfailed/JobFailReason\n`);
  });

  it('is a line of columns on a terminal', async () => {
    const { written } = await tailed({}, 80);
    expect(written).toBe(
      `${AT}  failed       enrichMobile   lead-1\\u001b[2J                 failed/JobFailReason\n`,
    );
  });

  it('is a JSON document a line, if that is wanted', async () => {
    const { written } = await tailed({ json: ['requestId', 'status'] });
    expect(written).toBe('{"requestId":"lead-1\\u001b[2J","status":"failed"}\n');
  });

  it('shows nothing that was before, and says where to go on from its beginning while there is no change', async () => {
    const { ids, told } = await followed([{ id: 'past', at: -1 }], 60);
    expect(ids).toEqual([]);
    expect(told).toEqual([hint(rfc3339At(0))]);
  });

  it('says where to go on so that a change that comes late is shown then', async () => {
    const writes = [
      { id: 'a', at: 0 },
      { id: 'b', at: 110 },
      { id: 'late', at: 25, seenAt: 115 },
    ];
    const first = await followed(writes, 112);
    const since = rfc3339At(20);
    expect(first).toEqual({ ids: ['a', 'b'], told: [hint(since)] });
    const again = writes.map(({ id, at }) => ({ id, at: at - 120 }));
    const second = await followed(again, 4, { since: rfc3339At(20 - 120) });
    expect(second.ids).toEqual(['late', 'b']);
  });

  it('says nothing of where to go on before a gateway has answered', async () => {
    const call = scriptedCall([() => Promise.reject(new Error('interrupted'))]);
    await expect(tailJobs(call, { every: 2_000 })).rejects.toThrow();
    expect(call.told).toEqual([]);
  });
});

const hint = (since: string) =>
  `Go on with --since ${since} (jobs since then are shown again: a change may come 90 s late)`;

async function followed(writes: readonly Written[], seconds: number, filter: object = {}) {
  const { operator } = await changingGateway(writes, seconds);
  const call = { ...scriptedCall([]), operator };
  await expect(tailJobs(call, { every: 2_000, json: ['requestId'], ...filter })).rejects.toThrow(EndOfTest);
  const lines = call.sink.written().split('\n').filter(Boolean);
  return { ids: lines.map((line) => JSON.parse(line).requestId), told: call.told };
}
