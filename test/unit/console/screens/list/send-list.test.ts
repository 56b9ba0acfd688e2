import { describe, expect, it } from 'vitest';
import type { LeadFate } from '../../../../../console/screens/list/lead-fates.ts';
import { sendList } from '../../../../../console/screens/list/send-list.ts';
import { JOB } from '../../../../../shared/api/examples.ts';
import { LIMITS } from '../../../../../shared/api/limits.ts';
import { json } from '../../../../../shared/http/http.ts';
import { pageCalls } from '../../page-calls.ts';

const leads = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    row: i + 2,
    submission: { requestId: `lead-${i}`, jobType: 'enrichMobile', payload: {} },
  }));

/** A gateway that takes what it is sent; its jobs are final when they are read. */
function gateway() {
  const batches: number[] = [];
  const reads: { readonly requestIds: readonly string[] }[] = [];
  const calls = pageCalls(async ({ target, body }) => {
    const given = JSON.parse(body.toString());
    if (target === '/v1/jobs:batchGet') {
      reads.push(given);
      const jobs = given.requestIds.map((requestId: string) => ({ ...JOB.completed, requestId, job: null }));
      return json(200, { jobs });
    }
    batches.push(given.length);
    const results = given.map(({ requestId }: { requestId: string }) => ({
      status: 202,
      requestId,
      replayed: false,
      job: { ...JOB.accepted, requestId },
    }));
    return json(207, { results });
  });
  return { calls, batches, reads };
}

describe('a list that is sent', () => {
  it('goes out in batches that the gateway takes at any size of its leads, and is followed to its end', async () => {
    const { calls, batches, reads } = gateway();
    const told: (readonly LeadFate[])[] = [];
    const signal = new AbortController().signal;
    await sendList(calls, leads(200), { told: (fates) => told.push(fates), signal });
    expect(batches).toEqual([90, 90, 20]);
    expect(90 * LIMITS.submissionBytes).toBeLessThan(LIMITS.batchBytes);
    expect(told.map((fates) => fates.length)).toEqual([90, 180, 200, 200]);
    expect(reads).toEqual([
      { requestIds: leads(200).map(({ submission }) => submission.requestId), view: 'brief' },
    ]);
    expect(told.at(-1)?.every(({ job }) => job?.status === 'completed')).toBe(true);
  });

  it('is followed by as many jobs at a time as the gateway gives', async () => {
    const { calls, reads } = gateway();
    const signal = new AbortController().signal;
    await sendList(calls, leads(LIMITS.requestIds + 1), { told: () => undefined, signal });
    expect(reads.map(({ requestIds }) => requestIds.length)).toEqual([LIMITS.requestIds, 1]);
  });

  it('is sent whole, and not followed any more, once nobody looks', async () => {
    const { calls, batches, reads } = gateway();
    const ending = new AbortController();
    const sending = sendList(calls, leads(200), { told: () => ending.abort(), signal: ending.signal });
    await expect(sending).rejects.toThrow('aborted');
    expect(batches).toEqual([90, 90, 20]);
    expect(reads).toEqual([]);
  });
});
