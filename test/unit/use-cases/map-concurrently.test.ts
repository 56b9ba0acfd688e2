import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mapConcurrently } from '../../../shared/use-cases/map-concurrently.ts';

describe('mapping concurrently', () => {
  it('gives the results in the order of the items, whichever ends first', async () => {
    const doubled = await mapConcurrently([30, 10, 20, 0], 4, async (ms) => {
      await sleep(ms);
      return ms * 2;
    });
    expect(doubled).toEqual([60, 20, 40, 0]);
  });

  it('starts in order, and has no more than so many at work', async () => {
    const started: number[] = [];
    let atWork = 0;
    let most = 0;
    await mapConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      started.push(item);
      atWork += 1;
      most = Math.max(most, atWork);
      await setImmediate();
      atWork -= 1;
    });
    expect(started).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('of no items gives none', async () => {
    expect(await mapConcurrently([], 3, async () => 1)).toEqual([]);
  });

  it('throws what the first failing call threw, after those at work have ended', async () => {
    let ended = false;
    const work = mapConcurrently(['good', 'bad'], 2, async (item) => {
      if (item === 'bad') throw new Error('bad');
      await sleep(10);
      ended = true;
    });
    await expect(work).rejects.toThrow('bad');
    expect(ended).toBe(true);
  });
});
