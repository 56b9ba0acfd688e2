import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shrink, simulate } from './simulate.ts';
import { runWorld } from './world.ts';

/** Fewer where the same bug is looked for again and again (test/mutants/main.ts). */
const WORLDS = Number(process.env['SIMULATED_WORLDS'] ?? 1000);

describe('simulated worlds', () => {
  it('keep every promise in 1,000 worlds that are always the same, and have had everything between them', {
    timeout: 300_000,
  }, async () => {
    const { broken, coverage } = await simulate(Array.from({ length: WORLDS }, (_, seed) => `fixed-${seed}`));
    expect(broken).toEqual([]);
    if (WORLDS >= 1000) expect(coverage.missing()).toEqual([]);
  });

  it('keep every promise in 200 worlds that nobody has seen before', { timeout: 300_000 }, async () => {
    const run = randomUUID();
    const { broken } = await simulate(Array.from({ length: WORLDS / 5 }, (_, seed) => `${run}-${seed}`));
    expect(broken, 'replay one with: npm run simulate -- --seed SEED').toEqual([]);
  });

  it('are the same each time they are run', async () => {
    for (const seed of ['twice-1', 'twice-2', 'twice-3']) {
      const { digest, trace, faults } = await runWorld({ seed });
      const again = await runWorld({ seed });
      expect(again.trace).toEqual(trace);
      expect(again.faults).toEqual(faults);
      expect(again.digest).toBe(digest);
    }
  });

  it('find a store that loses a write, and shrink what led to it to no fault at all', async () => {
    const world = {
      seed: 'sabotaged',
      // Says that it stored the end of a job, and did not.
      sabotage: (context: Parameters<NonNullable<Parameters<typeof runWorld>[0]['sabotage']>>[0]) => ({
        ...context,
        store: {
          ...context.store,
          replace: async (record: never, expected: never) =>
            (record as { endedAt: unknown }).endedAt === null
              ? context.store.replace(record, expected)
              : expected,
        },
      }),
    };
    expect((await runWorld(world)).violation).toMatch(/was acknowledged|never ended/);
    expect(await shrink(world)).toEqual([]);
  });
});
