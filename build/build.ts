/**
 * `npm run build`: the functions' bundles in dist/functions, a folder and a zip file each, their sizes, and a
 * budget. Terraform deploys the zip files.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE, bundleFunction, FUNCTION_NAMES, ROOT } from './bundle.ts';
import { zipFolder } from './zip-folder.ts';

/** Most bytes of a bundle: each cold start pays for all of it (docs/adr/014-lean-bundles.md). */
const BUDGET_BYTES = 2_500_000;

const into = join(ROOT, 'dist', 'functions');
// A function that is no more leaves nothing behind.
await rm(into, { recursive: true, force: true });
const sizes = await Promise.all(
  FUNCTION_NAMES.map(async (name) => {
    const bytes = await bundleFunction(name, into);
    // The map of the sources is for who looks at a stack on this machine.
    const zipped = await zipFolder({ folder: join(into, name), has: (path) => path !== `${BUNDLE}.map` });
    await writeFile(join(into, `${name}.zip`), zipped);
    return { name, bytes };
  }),
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
