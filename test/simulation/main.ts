/** `npm run simulate -- --seeds 10000`, or `-- --seed SEED [--faults 3,17]` to replay one with its trace. */
import { Command } from 'commander';
import { replayCommand, shrink, simulate } from './simulate.ts';
import { runWorld } from './world.ts';

/** As many worlds as have had everything between them, whatever their seeds. */
const ENOUGH_FOR_EVERYTHING = 1000;
const SHRUNK_AT_MOST = 5;

const program = new Command('npm run simulate --')
  .description('runs the whole gateway in simulated worlds where everything goes wrong that can')
  .option('--seeds <n>', 'how many worlds', Number, 1000)
  .option('--from <name>', 'what the seeds begin with', 'fixed')
  .option('--seed <seed>', 'replay this one, with its trace')
  .option('--faults <numbers>', 'with these faults only, such as 3,17; or none')
  .parse();
const options = program.opts<{ seeds: number; from: string; seed?: string; faults?: string }>();

process.exitCode = options.seed === undefined ? await many() : await replay(options.seed, options.faults);
// Worlds leave sleepers behind that nobody will wake.
process.exit();

async function replay(seed: string, numbers: string | undefined): Promise<number> {
  const only =
    numbers === undefined ? undefined : new Set(numbers === 'none' ? [] : numbers.split(',').map(Number));
  const { violation, faults, trace } = await runWorld({ seed, ...(only && { only }) });
  print(trace.filter((line) => !/sweep\.(?:finished|empty)/.test(line)));
  print(faults.map(({ call, point, kind }) => `fault ${call}: ${point} ${kind}`));
  print([violation ?? 'Every promise was kept.']);
  return violation === undefined ? 0 : 1;
}

async function many(): Promise<number> {
  const startedAt = performance.now();
  const { broken, coverage } = await simulate(
    Array.from({ length: options.seeds }, (_, i) => `${options.from}-${i}`),
  );
  print([
    `${options.seeds} worlds, ${(options.seeds / ((performance.now() - startedAt) / 1000)).toFixed(0)} per second`,
  ]);
  for (const [title, counts] of Object.entries({
    circumstances: coverage.circumstances,
    faults: coverage.faults,
    transitions: coverage.transitions,
    events: coverage.events,
  })) {
    print([`${title}:`, ...[...counts].sort().map(([name, count]) => `  ${name.padEnd(42)} ${count}`)]);
  }
  const missing = coverage.missing();
  print(missing.map((name) => `never hit: ${name}`));
  for (const { seed, violation } of broken.slice(0, SHRUNK_AT_MOST))
    print([`BROKEN ${seed}: ${violation}`, `  ${replayCommand(seed, await shrink({ seed }))}`]);
  if (broken.length > SHRUNK_AT_MOST)
    print([
      `… and ${broken.length - SHRUNK_AT_MOST} more: ${broken.slice(SHRUNK_AT_MOST).map(({ seed }) => seed)}`,
    ]);
  return broken.length > 0 || (options.seeds >= ENOUGH_FOR_EVERYTHING && missing.length > 0) ? 1 : 0;
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}
