import { describe, expect, it } from 'vitest';
import { waitForJob } from '../../../../cli/jobs/wait.ts';
import { answer } from '../../client/scripted.ts';
import { jobOf, scriptedCall } from './call.ts';

const working = answer(200, jobOf('a', { status: 'processing', final: false }));
const done = answer(200, jobOf('a'));

describe('jobs wait', () => {
  it('waits until the job is final, and shows it', async () => {
    const call = scriptedCall([working, working, done]);
    expect(await waitForJob(call, 'a', { timeout: 600_000, json: ['requestId', 'status'] })).toBe(0);
    expect(JSON.parse(call.sink.written())).toEqual({ requestId: 'a', status: 'completed' });
    expect(call.told).toEqual([]);
  });

  it('says on a terminal that it waits', async () => {
    const call = scriptedCall([done], 80);
    await waitForJob(call, 'a', { timeout: 1_000 });
    expect(call.told).toEqual(['Waiting until a is final …']);
  });

  it('shows the lineage of an attempt that was left behind', async () => {
    const left = answer(200, jobOf('a~2', { rootId: 'a', final: false, retriedBy: 'a~3' }));
    const root = answer(200, jobOf('a~3', { rootId: 'a' }));
    const call = scriptedCall([left, root, root]);
    await waitForJob(call, 'a~2', { timeout: 600_000 });
    expect(call.requests.map(({ url }) => decodeURIComponent(new URL(url).pathname))).toEqual([
      '/v1/jobs/a~2',
      '/v1/jobs/a',
      '/v1/jobs/a',
    ]);
    expect(call.sink.written()).toMatch(/^requestId\ta~3\n/);
  });

  it('says where the job stands when the time is up', async () => {
    await expect(waitForJob(scriptedCall([working]), 'a', { timeout: 90_000 })).rejects.toMatchObject({
      message: 'a is not final after 90 s: it is processing, and goes on all the same.',
      exitCode: 1,
    });
  });
});
