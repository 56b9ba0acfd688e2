/** `npm run build:console`: the console's page in dist/console.html, its size, and a budget. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildConsolePage, inKb, overBudget, sizeOf } from './console-page.ts';

const into = join(import.meta.dirname, '..', 'dist');
const page = await buildConsolePage();
await mkdir(into, { recursive: true });
await writeFile(join(into, 'console.html'), page.html({}));
process.stdout.write(`dist/console.html: ${inKb(sizeOf(page))}\n`);
const over = overBudget(sizeOf(page));
if (over !== undefined) {
  process.stderr.write(`${over}\n`);
  process.exitCode = 1;
}
