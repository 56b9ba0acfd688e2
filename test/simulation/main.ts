/** `npm run simulate -- --seeds 10000`, or `-- --seed SEED [--faults 3,17]` to replay one with its trace. */
import { Command } from 'commander';
import { shrink, simulate } from './simulate.ts';
import { runWorld } from './world.ts';

const program = new Command('simulate')
  .option('--seeds <n>', 'how many worlds', Number, 1000)
  .option('--from <name>', 'what the seeds begin with', 'fixed')
  .option('--seed <seed>', 'replay this one')
  .option('--faults <numbers>', 'with only these faults')
  .parse();
const options = program.opts<{ seeds: number; from: string; seed?: string; faults?: string }>();

if (options.seed !== undefined) await replay(options.seed, options.faults);
else await many();
// Worlds leave sleepers behind that nobody will wake.
process.exit();

async function replay(seed: string, numbers: string | undefined): Promise<void> {
  const only = numbers === undefined ? undefined : new Set(numbers.split(',').filter(Boolean).map(Number));
  const { violation, faults, trace } = await runWorld({ seed, ...(only && { only }) });
  process.stdout.write(`${trace.filter((line) => !line.includes('sweep.finished')).join('\n')}\n`);
  for (const { call, point, kind } of faults) process.stdout.write(`fault ${call}: ${point} ${kind}\n`);
  process.stdout.write(`${violation ?? 'Every promise was kept.'}\n`);
  process.exitCode = violation === undefined ? 0 : 1;
}

async function many(): Promise<void> {
  const startedAt = performance.now();
  const report = await simulate(Array.from({ length: options.seeds }, (_, i) => `${options.from}-${i}`));
  const perSecond = options.seeds / ((performance.now() - startedAt) / 1000);
  process.stdout.write(`${options.seeds} worlds, ${perSecond.toFixed(0)} per second\n`);
  for (const [title, counts] of [
    ['faults', report.faults],
    ['transitions', report.transitions],
  ] as const) {
    process.stdout.write(
      `${title}:\n${Object.entries(counts)
        .sort()
        .map(([name, count]) => `  ${name.padEnd(42)} ${count}\n`)
        .join('')}`,
    );
  }
  for (const fault of report.neverTried) process.stdout.write(`never tried: ${fault}\n`);
  for (const line of report.broken.slice(0, 5)) {
    const [seed = ''] = line.split(': ');
    const faults = await shrink(seed);
    process.stdout.write(`BROKEN ${line}\n  npm run simulate -- --seed ${seed} --faults ${faults.join(',') || "''"}\n`);
  }
  process.exitCode = report.broken.length > 0 || (options.seeds >= 1000 && report.neverTried.length > 0) ? 1 : 0;
}
