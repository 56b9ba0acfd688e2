/**
 * The proof of the proof: plants one bug at a time in a copy of the sources and runs the unit tests and the
 * simulation on it. Each has to be caught; docs/planted-bugs.md, which a full run writes, says by which test.
 * `npm run mutants [-- NAME …]`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLANTED_BUGS } from './bugs/all.ts';
import { copySources, plant, WORLDS } from './copy.ts';
import type { PlantedBug } from './planted-bug.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', 'docs', 'planted-bugs.md');
/** Copies that are at work at once. */
const COPIES = 2;

const wanted = process.argv.slice(2);
const chosen = PLANTED_BUGS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
/** By bug, the test files that caught it. */
const caughtBy = new Map<PlantedBug, readonly string[]>();

const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
try {
  const queue = chosen.values();
  await Promise.all(Array.from({ length: COPIES }, (_, i) => work(queue, join(folder, String(i)))));
} finally {
  await rm(folder, { recursive: true, force: true });
}
const escaped = chosen.filter((bug) => caughtBy.get(bug)?.length === 0).length;
process.stdout.write(`${chosen.length - escaped} of ${chosen.length} caught\n`);
if (wanted.length === 0) await writeFile(DOCUMENT, document());
process.exitCode = escaped > 0 || chosen.length === 0 ? 1 : 0;

/** Takes one bug after the other from the queue that all copies share. */
async function work(queue: Iterable<PlantedBug>, copy: string): Promise<void> {
  await copySources(copy);
  for (const bug of queue) {
    caughtBy.set(bug, await plant(copy, bug));
    process.stdout.write(`${rowOf(bug)}\n`);
  }
}

function document(): string {
  const simulated = chosen.filter((bug) => caughtBy.get(bug)?.some(isSimulation)).length;
  return `# Planted bugs

A test that cannot fail proves nothing. \`npm run mutants\` plants each of these bugs in a copy of the sources, one at a
time, runs the unit tests and ${WORLDS * 1.2} simulated worlds on it, and writes here which of them caught it:
${chosen.length - escaped} of ${chosen.length} were caught, ${simulated} of them by the simulation. The list is in \`test/mutants/bugs/\`.

| bug | planted in | caught by |
|---|---|---|
${chosen.map(rowOf).join('\n')}
`;
}

function rowOf(bug: PlantedBug): string {
  return `| ${bug.name} | \`${bug.file}\` | ${catchersOf(caughtBy.get(bug) ?? [])} |`;
}

function catchersOf(files: readonly string[]): string {
  if (files.length === 0) return '**escaped**';
  const tests = files
    .filter((file) => !isSimulation(file))
    .map((file) => file.replace(/^test\/unit\/|\.test\.ts$/g, ''));
  return [...tests.toSorted(), ...(files.some(isSimulation) ? ['**simulation**'] : [])].join(', ');
}

function isSimulation(file: string): boolean {
  return file.includes('simulation');
}
