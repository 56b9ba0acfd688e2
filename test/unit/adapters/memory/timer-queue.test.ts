import { describe, expect, it } from 'vitest';
import { TimerQueue } from '../../../../shared/adapters/memory/timer-queue.ts';
import { id } from '../../../fixtures.ts';

/** A queue, and the timers as they are stored. */
function queueOf(timers: Record<string, number>) {
  const stored = new Map(Object.entries(timers));
  const queue = new TimerQueue((requestId) => stored.get(requestId));
  for (const [requestId, at] of stored) queue.put({ at, requestId: id(requestId) });
  const due = (now: number, limit = 10, after?: { at: number; requestId: string }) =>
    queue.due({ now, limit, after: after && { at: after.at, requestId: id(after.requestId) } });
  const move = (requestId: string, at: number) => {
    stored.set(requestId, at);
    queue.put({ at, requestId: id(requestId) });
  };
  return { due, move, clear: (requestId: string) => stored.delete(requestId) };
}

describe('the timers of a shard in memory', () => {
  it('come up by time, and those of one time by request ID', () => {
    const { due } = queueOf({ c: 10, a: 20, b: 10, later: 99 });
    expect(due(50)).toEqual(['b', 'c', 'a']);
  });

  it('come up again until they are moved or cleared', () => {
    const { due, move, clear } = queueOf({ a: 10, b: 10, c: 10 });
    expect(due(50)).toEqual(['a', 'b', 'c']);
    move('a', 60);
    clear('b');
    expect(due(50)).toEqual(['c']);
    expect(due(60)).toEqual(['c', 'a']);
  });

  it('come up where they were moved to, back or ahead', () => {
    const { due, move } = queueOf({ a: 10, b: 20 });
    move('a', 30);
    move('b', 5);
    expect(due(25)).toEqual(['b']);
    expect(due(30)).toEqual(['b', 'a']);
  });

  it('come page by page, each once', () => {
    const { due } = queueOf({ a: 10, b: 10, c: 20, d: 30 });
    expect(due(50, 2)).toEqual(['a', 'b']);
    expect(due(50, 2, { at: 10, requestId: 'b' })).toEqual(['c', 'd']);
    expect(due(50, 2, { at: 30, requestId: 'd' })).toEqual([]);
  });
});
