import { getEventListeners } from 'node:events';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { repeat } from '../../../../local/standalone/turns.ts';

const soon = { sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return getHeapStatistics().used_heap_size;
}

describe('work that is repeated', () => {
  it('is done again after the time that it asks for, until it is ended', async () => {
    const ending = new AbortController();
    const waits: number[] = [];
    const clock = { sleep: async (ms: number) => void waits.push(ms) };
    const times = [10, 0, 20, 30];
    let turns = 0;
    await repeat(clock, ending.signal, async () => {
      turns += 1;
      if (turns === 4) ending.abort();
      return times[turns - 1] ?? 0;
    });
    expect([turns, waits]).toEqual([4, [10, 20]]);
  });

  it('ends at once where it waits', async () => {
    const ending = new AbortController();
    const repeated = repeat({ sleep: () => new Promise(() => {}) }, ending.signal, async () => 10_000);
    await new Promise(setImmediate);
    ending.abort();
    await repeated;
    expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
  });

  it('needs no more memory the longer it goes on', async () => {
    const ending = new AbortController();
    let turns = 0;
    let before = 0;
    await repeat(soon, ending.signal, async () => {
      turns += 1;
      if (turns === 1_000) before = heapBytes();
      if (turns === 31_000) ending.abort();
      return 10_000;
    });
    // Three hundred bytes for each turn were nine million.
    expect(heapBytes() - before).toBeLessThan(3_000_000);
  });
});
