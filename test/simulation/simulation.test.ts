import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulate.ts';

describe('simulated worlds', () => {
  it('keep every promise in 1,000 worlds that are always the same, and every fault is tried at every point', async () => {
    const report = await simulate(Array.from({ length: 1000 }, (_, seed) => `fixed-${seed}`));
    expect(report.broken).toEqual([]);
    expect(report.neverTried).toEqual([]);
  });

  it('keep every promise in 200 worlds that nobody has seen before', async () => {
    const run = randomUUID();
    const report = await simulate(Array.from({ length: 200 }, (_, seed) => `${run}-${seed}`));
    expect(report.broken, 'replay one with: npm run simulate -- --seed SEED').toEqual([]);
  });
});
