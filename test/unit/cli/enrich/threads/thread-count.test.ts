import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { threadCount } from '../../../../../cli/enrich/threads/thread-count.ts';

const LONG = 50_000_000;
const EACH_CORE = Math.min(4, availableParallelism());

describe('threads that share a list', () => {
  it.each([
    ['a short list', 1_000, {}, 1],
    ['a list of unknown length', undefined, {}, 1],
    ['a long list', LONG, {}, EACH_CORE],
    ['a short list for which a number was asked', 1_000, { threads: 3 }, 3],
    ['a gateway that runs elsewhere', LONG, { gateway: 'https://gateway.example' }, 1],
    ['chaos', LONG, { chaos: true }, 1],
    ['duplicates that are merged', LONG, { mergeDuplicates: true }, 1],
  ])('are as many as suit %s', (_, size, run, expected) => {
    expect(threadCount(size, run)).toBe(expected);
  });
});
