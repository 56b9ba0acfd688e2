/** Runs many worlds, and finds the fewest faults that still break one. */
import { Coverage } from './coverage.ts';
import { runWorld } from './world.ts';
import type { WorldOptions } from './world-report.ts';

interface SimulationReport {
  readonly broken: readonly { readonly seed: string; readonly violation: string }[];
  readonly coverage: Coverage;
}

export async function simulate(seeds: readonly string[]): Promise<SimulationReport> {
  const broken: { seed: string; violation: string }[] = [];
  const coverage = new Coverage();
  for (const seed of seeds) {
    const world = await runWorld({ seed });
    coverage.add(world);
    if (world.violation !== undefined) broken.push({ seed, violation: world.violation });
  }
  return { broken, coverage };
}

/**
 * @returns the numbers of the fewest faults with which the world still breaks, none of which can be spared
 */
export async function shrink(world: Omit<WorldOptions, 'only'>): Promise<number[]> {
  const { faults } = await runWorld(world);
  let needed = faults.map(({ call }) => call);
  for (const { call } of faults) {
    const without = needed.filter((other) => other !== call);
    const { violation } = await runWorld({ ...world, only: new Set(without) });
    if (violation !== undefined) needed = without;
  }
  return needed;
}

/** @returns the one command that replays a world with these faults only */
export function replayCommand(seed: string, faults: readonly number[]): string {
  return `npm run simulate -- --seed ${seed} --faults ${faults.join(',') || 'none'}`;
}
