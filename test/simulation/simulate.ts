/** Runs many worlds, and finds the fewest faults that still break one. */
import { KINDS, POINTS } from './faults.ts';
import { runWorld } from './world.ts';

interface SimulationReport {
  /** `seed: what was violated`. */
  readonly broken: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  readonly transitions: Readonly<Record<string, number>>;
  /** Faults that no world has had at a point where they can happen. */
  readonly neverTried: readonly string[];
}

/** @param onWorld is told of each world that is done */
export async function simulate(seeds: readonly string[], onWorld: () => void = () => undefined): Promise<SimulationReport> {
  const broken: string[] = [];
  const faults: Record<string, number> = {};
  const transitions: Record<string, number> = {};
  for (const seed of seeds) {
    const world = await runWorld({ seed });
    if (world.violation !== undefined) broken.push(`${seed}: ${world.violation}`);
    for (const { point, kind } of world.faults) faults[`${point} ${kind}`] = (faults[`${point} ${kind}`] ?? 0) + 1;
    for (const transition of world.transitions) transitions[transition] = (transitions[transition] ?? 0) + 1;
    onWorld();
  }
  const possible = Object.entries(POINTS).flatMap(([point, kinds]) => KINDS.filter((kind) => kinds.includes(kind)).map((kind) => `${point} ${kind}`));
  return { broken, faults, transitions, neverTried: possible.filter((fault) => !(fault in faults)) };
}

/** @returns the numbers of the fewest faults with which the world still breaks, none of which can be spared */
export async function shrink(seed: string): Promise<number[]> {
  const { faults } = await runWorld({ seed });
  let needed = faults.map(({ call }) => call);
  for (const call of faults.map((fault) => fault.call)) {
    const without = needed.filter((other) => other !== call);
    const { violation } = await runWorld({ seed, only: new Set(without) });
    if (violation !== undefined) needed = without;
  }
  return needed;
}
