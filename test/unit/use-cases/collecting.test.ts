import { describe, expect, it } from 'vitest';
import { collecting } from '../../../shared/use-cases/collecting.ts';

/** Asks for numbers, which are there once `flush` was called. */
function numbers(all = async (items: readonly number[]) => items.map((item) => `number ${item}`)) {
  const sets: (readonly number[])[] = [];
  const waits: number[] = [];
  let flush: () => void = () => undefined;
  const ask = collecting(
    (now, waiting) => {
      flush = now;
      waits.push(waiting);
    },
    (items: readonly number[]) => {
      sets.push(items);
      return all(items);
    },
  );
  return { ask, sets, waits, flush: () => flush() };
}

describe('what is asked for singly', () => {
  it('is one set once its time has come, and each has its own outcome', async () => {
    const { ask, sets, waits, flush } = numbers();
    const asked = [1, 2, 3].map((one) => ask(one));
    expect([sets, waits]).toEqual([[], [1, 2, 3]]);
    flush();
    expect(await Promise.all(asked)).toEqual(['number 1', 'number 2', 'number 3']);
    expect(sets).toEqual([[1, 2, 3]]);
  });

  it('while a set is under way is one of the next', async () => {
    const { ask, sets, waits, flush } = numbers();
    const first = ask(1);
    flush();
    const next = ask(2);
    flush();
    expect(await Promise.all([first, next])).toEqual(['number 1', 'number 2']);
    expect([sets, waits]).toEqual([
      [[1], [2]],
      [1, 1],
    ]);
  });

  it('fails where the whole set does', async () => {
    const { ask, flush } = numbers(() => Promise.reject(new Error('down')));
    const asked = [1, 2].map((one) => ask(one).catch((error: Error) => error.message));
    flush();
    expect(await Promise.all(asked)).toEqual(['down', 'down']);
  });
});
