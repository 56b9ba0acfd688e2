/** `enrich` embedded, from CSV to CSV: rate and memory. The floor is to read and write the same file. */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { ROOT } from '../build/bundle.ts';
import { type Part, table } from './benchmarks-document.ts';
import { timed } from './statistics.ts';

const SIZES = (process.env['ROWS'] ?? '10000,100000,1000000').split(',').map(Number);
/** Processes that share the list, and threads of each. */
const WAYS = [
  { name: 'one thread', processes: 1, threads: 1 },
  { name: 'two threads', processes: 1, threads: 2 },
  { name: 'two processes, half of the list each', processes: 2, threads: 1 },
];
type Way = (typeof WAYS)[number];
const SAMPLE_MS = 100;

export const embedded: Part = { name: 'embedded', title: 'A list, embedded', measure };

async function measure(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  try {
    const rows = [];
    for (const size of SIZES) for (const way of WAYS) rows.push(await measureList(folder, size, way));
    return `\`npm run enrich\`, embedded, from CSV to CSV: every lead through the whole gateway and the synthetic repository, in virtual time. The floor is to read and
write the same file, parsed, and nothing else; each was run once. Two processes that know nothing of each other are what two threads could reach at best.

${table([['rows', 'by', 'leads a second', 'times the floor', 'most resident memory'], ...rows])}

By default a list of 1 MB and more has a thread for each core. The floor's own rate rises with the length of the file, as its start weighs less. The script's flags hold V8's heap small.

Each lead is asked after once, when most have ended: asked four times, from 20 s on, it took a fifth more of CPU time. A heap whose old space may double before it is marked would save some 10 %, at 15 to 20 MiB for each thread; fewer leads at work save nothing.`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureList(folder: string, size: number, way: Way): Promise<(string | number)[]> {
  const file = join(folder, 'leads.csv');
  await writeLeads(file, 0, size);
  const floor = await timed(() =>
    pipeline(createReadStream(file), parse(), stringify(), createWriteStream(join(folder, 'copy.csv'))),
  );
  const parts = Array.from({ length: way.processes }, (_, i) => join(folder, `part-${i}.csv`));
  const share = size / parts.length;
  for (const [i, part] of parts.entries()) await writeLeads(part, i * share, (i + 1) * share);
  const { ms, result: peaksKib } = await timed(() =>
    Promise.all(
      parts.map((part) => enrich(part, ['--out', `${part}.results`, '--threads', String(way.threads)])),
    ),
  );
  const peakKib = peaksKib.reduce((sum, peak) => sum + peak);
  return [
    size.toLocaleString('en'),
    way.name,
    Math.round(size / (ms / 1000)),
    (ms / floor.ms).toFixed(0),
    `${Math.round(peakKib / 1024)} MiB`,
  ];
}

/** Writes a list of leads, who are numbered. */
export async function writeLeads(path: string, first: number, end: number): Promise<void> {
  const file = await open(path, 'w');
  await file.write('id,firstName,lastName,email,company,linkedInUrl\n');
  for (let from = first; from < end; from += 10_000) {
    const numbers = Array.from({ length: Math.min(10_000, end - from) }, (_, i) => from + i);
    await file.write(
      numbers
        .map(
          (i) => `b${i},Ann,Lee ${i},ann${i}@acme.example,Acme ${i % 97},https://linkedin.com/in/ann-${i}\n`,
        )
        .join(''),
    );
  }
  await file.close();
}

/** As `npm run enrich` does it. @returns the highest resident memory in KiB */
async function enrich(file: string, options: readonly string[]): Promise<number> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const [, ...args] = String(scripts.enrich).split(' ');
  const child = spawn(process.execPath, [...args, file, ...options], { cwd: ROOT, stdio: 'ignore' });
  let peak = 0;
  const sampling = setInterval(() => {
    readFile(`/proc/${child.pid}/status`, 'utf8').then(
      (status) => {
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      },
      () => undefined,
    );
  }, SAMPLE_MS);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(sampling);
  if (code !== 0) throw new Error(`enrich ended with ${code}.`);
  return peak;
}
