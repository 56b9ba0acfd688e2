import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tailJobs } from '../../../../cli/jobs/tail.ts';
import { jobOf, pageOf, scriptedCall } from './call.ts';

const AT = '2026-03-01T09:00:00.000Z';
const FAILED = jobOf('lead-1\u001b[2J', { updatedAt: AT, status: 'failed', cause: 'failed/JobFailReason' });

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

async function tailed(options: object = {}, width?: number) {
  const call = scriptedCall([pageOf([FAILED]), () => Promise.reject(new Error('interrupted'))], width);
  await expect(tailJobs(call, { every: 2_000, ...options })).rejects.toThrow();
  return { written: call.sink.written(), told: call.told };
}

describe('jobs tail', () => {
  it('is tab-separated values in a pipe, and says at its end where to go on', async () => {
    const { written, told } = await tailed();
    expect(written).toBe(`${AT}\tfailed\tenrichMobile\tlead-1\\u001b[2J\tfailed/JobFailReason\n`);
    expect(told).toEqual([`Go on with --since ${AT}`]);
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

  it('says nothing of where to go on before there was a change', async () => {
    const call = scriptedCall([pageOf([]), () => Promise.reject(new Error('interrupted'))]);
    await expect(tailJobs(call, { every: 2_000 })).rejects.toThrow();
    expect(call.told).toEqual([]);
  });
});
