/** The typed client as an npm package: its entries without dependencies, and what they declare. */

import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ROOT } from './bundle.ts';

/** The most bytes that the client may add to an application, minified. */
export const CLIENT_BUDGET_BYTES = 13_500;

/** The modules that `exports` of client/package.json names. */
const ENTRIES = ['index', 'google', 'operator'];
const SOURCES = join(ROOT, 'client');
/** The first Node.js that has all the client needs, and browsers of that time. */
const TARGETS = ['node20.3', 'chrome116', 'firefox124', 'safari17.4'];

/**
 * Writes the package, ready for `npm pack`.
 * @param into the folder that becomes the package; what is in it goes
 * @returns how many bytes `index.js` has once it is minified, as applications bundle it
 */
export async function buildClientPackage(into: string): Promise<number> {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const [bytes] = await Promise.all([
    writeModules(into),
    writeDeclarations(into),
    copyFile(join(ROOT, 'LICENSE'), join(into, 'LICENSE')),
    ...['package.json', 'README.md'].map((name) => copyFile(join(SOURCES, name), join(into, name))),
  ]);
  return bytes;
}

async function writeModules(into: string): Promise<number> {
  const entryPoints = ENTRIES.map((name) => join(SOURCES, `${name}.ts`));
  const options = {
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: TARGETS,
    logLevel: 'warning',
  } as const;
  // Errors are one class in both entries: they share their modules.
  await build({ ...options, entryPoints, outdir: into, splitting: true, chunkNames: 'shared' });
  const alone = { entryPoints: [join(SOURCES, 'index.ts')], minify: true, write: false as const };
  const minified = await build({ ...options, ...alone });
  return minified.outputFiles[0]?.contents.length ?? 0;
}

/** Those that an entry leads to: nothing of them needs the schemas, which the sources are held to. */
async function writeDeclarations(into: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'declarations-'));
  try {
    const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', SOURCES, '--outDir', folder]);
    const names = new Set(ENTRIES);
    // Grows while it is gone through.
    for (const name of names) {
      const text = await readFile(join(folder, 'client', `${name}.d.ts`), 'utf8');
      for (const [, target = ''] of text.matchAll(IMPORT)) names.add(moduleIn(target, name));
      await writeFile(join(into, `${name}.d.ts`), text.replaceAll(IMPORT, "from '$1.js'"));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

const IMPORT = /from '([^']+)\.ts'/g;

/** @throws Error for a module outside of client/, which is not packed */
function moduleIn(target: string, importer: string): string {
  if (!/^\.\/[\w-]+$/.test(target))
    throw new Error(`client/${importer}.ts declares something of ${target}.ts.`);
  return target.slice(2);
}
