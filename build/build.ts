/** `npm run build`: the functions' bundles in dist/functions, their sizes, and a budget. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunction, FUNCTION_NAMES, ROOT } from './bundle.ts';

/** Most bytes of a bundle: each cold start pays for all of it (docs/adr/014-lean-bundles.md). */
const BUDGET_BYTES = 2_500_000;

const into = join(ROOT, 'dist', 'functions');
// A function that is no more leaves nothing behind.
await rm(into, { recursive: true, force: true });
const sizes = await Promise.all(
  FUNCTION_NAMES.map(async (name) => ({ name, bytes: await bundleFunction(name, into) })),
);
for (const { name, bytes } of sizes)
  process.stdout.write(`${name.padEnd(20)} ${(bytes / 1000).toFixed(0).padStart(6)} kB\n`);
const tooLarge = sizes.filter(({ bytes }) => bytes > BUDGET_BYTES);
if (tooLarge.length > 0) {
  process.stderr.write(
    `Over the budget of ${BUDGET_BYTES / 1000} kB: ${tooLarge.map(({ name }) => name).join(', ')}. Look for what came along, with esbuild's --analyze.\n`,
  );
  process.exitCode = 1;
}
