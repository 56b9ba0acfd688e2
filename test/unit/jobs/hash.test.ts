import { describe, expect, it } from 'vitest';
import { fractionOf, hash32 } from '../../../shared/jobs/hash.ts';

describe('the hash behind shards and jitter', () => {
  it('depends on every character, and on their order', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', 'aa', 'lead-1', 'lead-2', 'lead-11'];
    expect(new Set(texts.map(hash32)).size).toBe(texts.length);
  });

  it('stays what it is: shards are stored', () => {
    expect([hash32(''), hash32('lead-1_enrichMobile_1'), hash32('ä')]).toEqual([
      2872998923, 931236113, 2618739704,
    ]);
  });
});

describe('a fraction', () => {
  const many = () => Array.from({ length: 2000 }, (_, i) => fractionOf(`x${i}`));

  it('lies between 0 and below 1', () => {
    const fractions = many();
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
  });

  it('is spread evenly', () => {
    expect(many().reduce((sum, one) => sum + one, 0) / 2000).toBeCloseTo(0.5, 1);
  });

  it('is the same each time for the same text', () => {
    expect(fractionOf('lead-1~2')).toBe(hash32('lead-1~2') / 2 ** 32);
  });
});
