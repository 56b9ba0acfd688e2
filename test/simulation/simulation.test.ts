import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulate.ts';

/** Fewer where the same bug is looked for again and again (test/mutants.ts). */
const WORLDS = Number(process.env['SIMULATED_WORLDS'] ?? 1000);

describe('simulated worlds', () => {
  it('keep every promise in 1,000 worlds that are always the same, and every fault is tried at every point', async () => {
    const report = await simulate(Array.from({ length: WORLDS }, (_, seed) => `fixed-${seed}`));
    expect(report.broken).toEqual([]);
    if (WORLDS >= 1000) expect(report.neverTried).toEqual([]);
  });

  it('keep every promise in 200 worlds that nobody has seen before', async () => {
    const run = randomUUID();
    const report = await simulate(Array.from({ length: WORLDS / 5 }, (_, seed) => `${run}-${seed}`));
    expect(report.broken, 'replay one with: npm run simulate -- --seed SEED').toEqual([]);
  });
});
