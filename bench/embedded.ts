/** `enrich` embedded, from CSV to CSV: rate and memory, against reading and writing the same file and nothing else. */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { ROOT } from '../build/bundle.ts';

const ROWS = Number(process.env['ROWS'] ?? 100_000);
const SAMPLE_MS = 100;

export async function measureEmbedded(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  try {
    const file = join(folder, 'leads.csv');
    const rows = Array.from({ length: ROWS }, (_, i) => `b${i},Ann,Lee ${i},ann${i}@acme.example,Acme ${i % 97},https://linkedin.com/in/ann-${i}`);
    await writeFile(file, `id,firstName,lastName,email,company,linkedInUrl\n${rows.join('\n')}\n`);
    const floorStart = performance.now();
    await pipeline(createReadStream(file), parse(), stringify(), createWriteStream(join(folder, 'copy.csv')));
    const floor = performance.now() - floorStart;
    const { elapsed, peak } = await enrich(file, join(folder, 'results.csv'));
    const rate = Math.round(ROWS / (elapsed / 1000));
    process.stdout.write(
      `embedded, ${ROWS} rows: ${rate} leads/s, x ${(elapsed / floor).toFixed(0)} of copying the file; at most ${Math.round(peak / 1024)} MB resident\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As `npm run enrich` does it. @returns milliseconds, and the highest resident memory in kB */
async function enrich(file: string, out: string): Promise<{ elapsed: number; peak: number }> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const [, ...args] = String(scripts.enrich).split(' ');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args, file, '--out', out], { cwd: ROOT, stdio: 'ignore' });
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
  return { elapsed: performance.now() - startedAt, peak };
}
