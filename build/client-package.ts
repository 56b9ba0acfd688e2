/** The typed client as an npm package: two modules without dependencies, and what they declare. */

import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ROOT } from './bundle.ts';

/** What `exports` of client/package.json names. */
const ENTRIES = ['index', 'google'];
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
  const options = {
    entryPoints: ENTRIES.map((name) => join(SOURCES, `${name}.ts`)),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: TARGETS,
    logLevel: 'warning',
  } as const;
  await build({ ...options, outdir: into });
  const minified = await build({ ...options, outdir: into, minify: true, write: false });
  return minified.outputFiles.find(({ path }) => path === join(into, 'index.js'))?.contents.length ?? 0;
}

/** Only what an entry leads to: nothing of it needs the schemas, which the sources are held to. */
async function writeDeclarations(into: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'declarations-'));
  try {
    const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', SOURCES, '--outDir', folder]);
    const written = new Set<string>();
    for (const entry of ENTRIES) await copyDeclarations(join(folder, 'client'), into, entry, written);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function copyDeclarations(from: string, into: string, name: string, done: Set<string>): Promise<void> {
  if (done.has(name)) return;
  done.add(name);
  const text = await readFile(join(from, `${name}.d.ts`), 'utf8');
  const imports = [...text.matchAll(/from '([^']+)\.ts'/g)].map(([, target = '']) => target);
  const outside = imports.find((target) => !/^\.\/[\w-]+$/.test(target));
  if (outside) throw new Error(`client/${name}.ts declares something of ${outside}.ts, which is not packed.`);
  await writeFile(join(into, `${name}.d.ts`), text.replaceAll(/from '([^']+)\.ts'/g, "from '$1.js'"));
  for (const target of imports) await copyDeclarations(from, into, target.slice(2), done);
}
