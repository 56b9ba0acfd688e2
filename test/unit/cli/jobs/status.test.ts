import { describe, expect, it } from 'vitest';
import { status } from '../../../../cli/jobs/status.ts';
import { BACKLOG, COUNTS } from '../../../../shared/api/examples.ts';
import type { ProblemType } from '../../../../shared/api/problems.ts';
import { type Answer, answer, refusal } from '../../client/scripted.ts';
import { scriptedCall } from './call.ts';

const COUNTED = `Counted at ${COUNTS.countedAt}. The gateway counts anew after 10 seconds: what changed since then is not in it.`;

/** A gateway that answers by path. */
function gateway(backlog: Answer) {
  return scriptedCall([
    (request) => {
      const isBacklog = new URL(request.url).pathname === '/v1/backlog';
      if (!isBacklog) return answer(200, COUNTS);
      if (backlog instanceof Error) throw backlog;
      return typeof backlog === 'function' ? backlog(request) : backlog;
    },
  ]);
}

describe('status', () => {
  it('has the counts by status, and what is still to be done by what it waits for', async () => {
    const call = gateway(answer(200, BACKLOG));
    expect(await status(call, undefined)).toBe(0);
    expect(call.sink.written()).toBe(
      [
        'published      12',
        'completed      187',
        'rejected       1',
        '',
        'Still to be done:',
        'due now        3',
        'oldest due     2026-03-01T08:59:00.000Z',
        'later          14',
        'at Modigie     210',
        'held           0',
        'undelivered    1',
        'dead letters   2',
        '',
      ].join('\n'),
    );
    expect(call.told).toEqual([COUNTED]);
  });

  it.each([
    ['due', null],
    ['known to be due, by a gateway of before it told it', undefined],
  ])('has no time of the longest due where none is %s', async (_, oldestDueAt) => {
    const call = gateway(answer(200, { ...BACKLOG, oldestDueAt }));
    await status(call, undefined);
    expect(call.sink.written()).toContain('due now        3\nlater          14\n');
  });

  it.each<ProblemType>([
    'not-found',
    'forbidden',
  ])('has the counts alone where there is no backlog for the caller: %s', async (type) => {
    const call = gateway(refusal(type));
    expect(await status(call, undefined)).toBe(0);
    expect(call.sink.written()).toBe('published      12\ncompleted      187\nrejected       1\n');
  });

  it('fails when it cannot be read', async () => {
    await expect(status(gateway(refusal('internal')), undefined)).rejects.toThrow();
  });
});
