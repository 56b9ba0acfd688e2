import { describe, expect, it } from 'vitest';
import type { ActOptions } from '../../../../../cli/jobs/acts/act-options.ts';
import { REPLAY } from '../../../../../cli/jobs/acts/job-acts.ts';
import { repeat } from '../../../../../cli/jobs/acts/repeat.ts';
import { retry } from '../../../../../cli/jobs/retry.ts';
import { answer } from '../../../client/scripted.ts';
import { DONE, watchingCall } from '../../operations/watching.ts';
import { jobOf } from '../call.ts';

const ENDED = answer(202, DONE);
const ONE = answer(202, jobOf('a'));

/** Where the calls of `jobs replay` and `jobs retry` went. */
async function called(given: readonly string[], options: ActOptions) {
  const [replayed, retried] = [
    given.length > 0 && !options.dryRun ? ONE : ENDED,
    given.length > 0 ? ONE : ENDED,
  ];
  const calls = [watchingCall([replayed]), watchingCall([retried])] as const;
  const ask = async () => true;
  const codes = [
    await repeat({ ...calls[0], ask }, REPLAY, { given, ...options }),
    await retry({ ...calls[1], ask }, given, options),
  ];
  return { codes, paths: calls.map(({ requests }) => requests.map(({ url }) => new URL(url).pathname)) };
}

describe('jobs replay and jobs retry', () => {
  it('are calls for jobs by their IDs', async () => {
    const { codes, paths } = await called(['a'], { yes: true });
    expect(codes).toEqual([0, 0]);
    expect(paths).toEqual([['/v1/jobs/a:replay'], ['/v1/jobs/a:retry']]);
  });

  it('have no member of an operation as JSON for jobs by their IDs', async () => {
    const told = '--json: a job by its ID has no field found; it has requestId, outcome,';
    await expect(called(['a'], { yes: true, json: ['found'] })).rejects.toThrow(told);
    const call = { ...watchingCall([ONE]), ask: undefined };
    await expect(retry(call, ['a'], { yes: true, json: ['found'] })).rejects.toThrow(told);
  });

  it('are an operation for jobs by a filter', async () => {
    const { codes, paths } = await called([], { status: 'failed', yes: true });
    expect(codes).toEqual([0, 0]);
    expect(paths).toEqual([['/v1/operations'], ['/v1/operations']]);
  });

  it('are counted by an operation in a dry run by a filter', async () => {
    const { codes, paths } = await called([], { status: 'failed', dryRun: true });
    expect([codes, paths]).toEqual([
      [0, 0],
      [['/v1/operations'], ['/v1/operations']],
    ]);
  });

  it('are counted by an operation in a dry run of a replay by IDs: only the gateway can tell', async () => {
    const call = { ...watchingCall([ENDED]), ask: undefined };
    expect(await repeat(call, REPLAY, { given: ['a'], dryRun: true })).toBe(0);
    expect(call.requests.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/operations']);
  });
});
