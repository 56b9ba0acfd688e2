/** `npm run build:console`: the console's page in dist/console.html, its size, and a budget. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildConsolePage, CONSOLE_BUDGET, sizeOf } from './console-page.ts';

const into = join(import.meta.dirname, '..', 'dist');
const page = await buildConsolePage();
const { bytes, gzipBytes } = sizeOf(page);
await mkdir(into, { recursive: true });
await writeFile(join(into, 'console.html'), page.html({}));
const inKb = (size: number) => `${(size / 1000).toFixed(1)} kB`;
process.stdout.write(`dist/console.html: ${inKb(bytes)}, compressed ${inKb(gzipBytes)}\n`);
if (bytes > CONSOLE_BUDGET.bytes || gzipBytes > CONSOLE_BUDGET.gzipBytes) {
  process.stderr.write(
    `Over the budget of ${inKb(CONSOLE_BUDGET.bytes)}, compressed ${inKb(CONSOLE_BUDGET.gzipBytes)}.\n`,
  );
  process.exitCode = 1;
}
