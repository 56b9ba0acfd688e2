import { describe, expect, it } from 'vitest';
import { REDELIVER, REPLAY } from '../../../../../cli/jobs/acts/job-acts.ts';
import { repeatJobs } from '../../../../../cli/jobs/acts/repeat-jobs.ts';
import { problem } from '../../../../../shared/api/problem.ts';
import { answer, refusal, type ScriptedAnswer } from '../../../client/scripted.ts';
import { jobOf, scriptedCall } from '../call.ts';

const gateway: ScriptedAnswer = ({ url }) => {
  const [, requestId = ''] = /jobs\/(\w+):/.exec(url) ?? [];
  if (requestId === 'stranger') return answer(404, problem('job-not-found', 'Check the request ID.'));
  if (requestId === 'purged')
    return answer(409, problem('not-redeliverable', 'Its data is gone.', { reason: 'purged' }));
  if (requestId === 'ended') return refusal('forbidden');
  return answer(202, jobOf(requestId, { status: 'submitted' }));
};

describe('jobs replay', () => {
  it('asks for each once, with the reason, and tells its status', async () => {
    const call = scriptedCall([gateway]);
    expect(await repeatJobs(call, REPLAY, { requestIds: ['a', 'b'], reason: 'lost' })).toBe(0);
    expect(call.sink.written()).toBe('a\treplayed\t\tsubmitted\nb\treplayed\t\tsubmitted\n');
    expect(call.requests[0]).toMatchObject({
      url: 'https://gateway.test/v1/jobs/a:replay',
      body: '{"reason":"lost"}',
    });
  });
});

describe('jobs redeliver', () => {
  it('tells of each that is refused why', async () => {
    const call = scriptedCall([gateway]);
    const requestIds = ['a', 'purged', 'stranger'];
    expect(await repeatJobs(call, REDELIVER, { requestIds })).toBe(5);
    expect(call.sink.written()).toBe(
      'a\tredelivered\t\tsubmitted\npurged\trefused\tpurged\t\nstranger\tnot-found\t\t\n',
    );
    expect(call.told).toEqual(['purged: Its data is gone.', 'stranger: Check the request ID.']);
  });

  it('of one job that is refused is a fault, and no bulk', async () => {
    const call = scriptedCall([gateway]);
    expect(await repeatJobs(call, REDELIVER, { requestIds: ['purged'], json: ['outcome'] })).toBe(1);
    expect(JSON.parse(call.sink.written())).toEqual([{ outcome: 'refused' }]);
  });

  it('stops at a failure that is about no job, and tells what was done', async () => {
    const call = scriptedCall([gateway]);
    const requestIds = ['a', 'ended', ...Array.from({ length: 30 }, (_, i) => `job${i}`)];
    await expect(repeatJobs(call, REDELIVER, { requestIds })).rejects.toMatchObject({ type: 'forbidden' });
    expect(call.sink.written()).toContain('ended\tnot-tried\t\t\njob0\t');
    expect(call.requests.length).toBeLessThan(20);
  });

  it('calls those unknown that were under way when it was interrupted: it may have been done', async () => {
    const call = scriptedCall([
      (request) => {
        // The gateway has done it by then, and its answer is not read any more.
        call.interrupt();
        return gateway(request);
      },
    ]);
    const requestIds = Array.from({ length: 12 }, (_, i) => `job${i}`);
    await expect(repeatJobs(call, REPLAY, { requestIds, json: [] })).rejects.toThrow('abort');
    const rows = JSON.parse(call.sink.written()) as { outcome: string }[];
    expect(rows[0]).toEqual({ requestId: 'job0', outcome: 'unknown', reason: null, status: null });
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      ...Array(call.requests.length).fill('unknown'),
      ...Array(12 - call.requests.length).fill('not-tried'),
    ]);
  });
});
