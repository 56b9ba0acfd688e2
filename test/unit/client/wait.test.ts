import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WaitTimeout } from '../../../client/index.ts';
import { JOB } from '../../../shared/api/examples.ts';
import { DAY, MINUTE } from '../../fixtures.ts';
import { answer, COMPLETED, failureOf, refusal, scripted } from './scripted.ts';

const OPEN = answer(200, JOB.accepted);
const HANGS = () => new Promise<never>(() => undefined);

describe('waiting for a job', () => {
  it('ends with the job as soon as it is final', async () => {
    const { gateway, requests } = scripted([OPEN, OPEN, COMPLETED]);
    expect(await gateway.jobs.wait('lead-1')).toEqual(JOB.completed);
    expect(requests.map(({ url }) => url)).toEqual(Array(3).fill('https://gateway.test/v1/jobs/lead-1'));
  });

  it('asks ever less often, every 30 s at last, and once more when the time is up', async () => {
    const { gateway, sleeps } = scripted([OPEN]);
    await failureOf(gateway.jobs.wait('lead-1', { timeoutMs: 5 * MINUTE }));
    expect(sleeps.slice(0, 6)).toEqual([500, 500, 500, 750, 1125, 1687.5]);
    expect(Math.max(...sleeps)).toBe(30_000);
    expect(sleeps.reduce((sum, ms) => sum + ms)).toBe(5 * MINUTE);
  });

  it('goes on with the latest attempt when the one that is waited for is retried', async () => {
    const retried = { status: 'failed', final: false, attempt: 2, rootId: 'lead-1', retriedBy: 'lead-1~3' };
    const { gateway, requests } = scripted([answer(200, { ...JOB.completed, ...retried }), COMPLETED]);
    expect(await gateway.jobs.wait('lead-1~2')).toEqual(JOB.completed);
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/v1/jobs/lead-1~2',
      '/v1/jobs/lead-1',
    ]);
  });

  it('ends after two minutes unless it was told otherwise, with the job as it was read last', async () => {
    const { gateway, requests } = scripted([OPEN]);
    const error = await failureOf(gateway.jobs.wait('lead-1'));
    expect(error).toBeInstanceOf(WaitTimeout);
    expect(error).toMatchObject({
      name: 'WaitTimeout',
      message: 'lead-1 was not final within 120000 ms.',
      job: JOB.accepted,
    });
    expect(requests.length).toBeGreaterThan(10);
  });

  it.each([0, -1])('reads once when there is no time: %i ms', async (timeoutMs) => {
    const { gateway, requests } = scripted([OPEN]);
    expect(await failureOf(gateway.jobs.wait('lead-1', { timeoutMs }))).toBeInstanceOf(WaitTimeout);
    expect(requests).toHaveLength(1);
  });

  it('ends a read that takes too long: then it does not know the job', async () => {
    const { gateway } = scripted([HANGS], { timeoutMs: Number.POSITIVE_INFINITY });
    const error = await failureOf(gateway.jobs.wait('lead-1', { timeoutMs: 4.5 }));
    expect(error).toBeInstanceOf(WaitTimeout);
    expect(error).toMatchObject({ job: undefined });
  });

  it.each([
    ['as long as it takes', Number.POSITIVE_INFINITY],
    ['longer than a timer of the platform can be set', 30 * DAY],
  ])('lasts %s', async (_name, timeoutMs) => {
    const slowly = async () => {
      await sleep(5);
      return OPEN;
    };
    const { gateway } = scripted([slowly, slowly, COMPLETED], { timeoutMs });
    expect(await gateway.jobs.wait('lead-1', { timeoutMs })).toEqual(JOB.completed);
  });

  it.each([
    ['a read', [HANGS]],
    ['a pause', [OPEN]],
  ])('ends with the reason of its signal, in the middle of %s', async (_name, answers) => {
    const leaving = new AbortController();
    const reason = new Error('The user left.');
    const { gateway } = scripted(answers, { sleep: () => HANGS() });
    const waiting = failureOf(gateway.jobs.wait('lead-1', { signal: leaving.signal }));
    setImmediate(() => leaving.abort(reason));
    expect(await waiting).toBe(reason);
  });

  it.each([
    undefined,
    Number.POSITIVE_INFINITY,
  ])('ends as reading does when the gateway does not know the job: %s ms', async (timeoutMs) => {
    const { gateway } = scripted([refusal('job-not-found')]);
    expect(await failureOf(gateway.jobs.wait('lead-1', { timeoutMs }))).toMatchObject({
      type: 'job-not-found',
    });
  });

  it('outlasts a gateway that is gone for a while', async () => {
    const { gateway } = scripted([OPEN, new TypeError('fetch failed'), refusal('unavailable'), COMPLETED]);
    expect(await gateway.jobs.wait('lead-1')).toEqual(JOB.completed);
  });
});
