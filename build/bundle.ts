/** A folder for each function: a minified bundle, its source map, a package.json and its lock file. */

import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { CONFIG_SCHEMAS, type FunctionName } from '../shared/config/function-config.ts';
import { prunedLock } from './bundle-lock.ts';
import { leanSdk } from './lean-sdk.ts';

export const ROOT = join(import.meta.dirname, '..');

/** The functions, by the name of their folder. */
export const FUNCTION_NAMES = Object.keys(CONFIG_SCHEMAS) as FunctionName[];

/** Not bundled: a copy would register functions in a registry of its own, unknown to the platform. */
const FRAMEWORK = '@google-cloud/functions-framework';

/** All code of a function. */
export const BUNDLE = 'function.cjs';
/**
 * Loads it. With this ending functions-framework knows without a search that it is no ES module. Google's
 * buildpack takes the file that package.json names as `main`.
 */
const MAIN = 'index.cjs';
const WARM_UP = 'warm-up.cjs';

/**
 * Writes the bundle of one function.
 * @param into the folder that gets a subfolder of the function's name
 * @param sdk `whole` leaves nothing out: the floor of the cold-start bench
 * @returns the size of the bundle in bytes
 */
export async function bundleFunction(
  name: FunctionName,
  into: string,
  sdk: 'lean' | 'whole' = 'lean',
): Promise<number> {
  const folder = join(into, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const bytes = await bundle(`functions/${name}/index.ts`, folder, sdk);
  await copyFile(join(ROOT, 'build', 'load-function.cjs'), join(folder, MAIN));
  await copyFile(join(ROOT, 'build', WARM_UP), join(folder, WARM_UP));
  await writeManifest(name, folder);
  return bytes;
}

/**
 * Writes `function.cjs` and its source map into a folder.
 * @param entry the path of a program that registers a function
 * @returns the size of the bundle in bytes
 */
export async function bundle(entry: string, folder: string, sdk: 'lean' | 'whole'): Promise<number> {
  const outfile = join(folder, BUNDLE);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    external: [FRAMEWORK],
    plugins: sdk === 'lean' ? [leanSdk] : [],
    logLevel: 'warning',
  });
  return (await readFile(outfile)).length;
}

/**
 * Written by `gcp-build`, in the image that serves: V8's code is good for one build of Node.js only. Node.js
 * itself keeps that of the framework here; the bundle's is beside it (build/load-function.cjs).
 */
const COMPILE_CACHE = '.compile-cache';

/**
 * Runs a bundle's `gcp-build`, as Google's build does.
 * @param folder of the bundle, with functions-framework in reach
 * @returns the folder of the cache
 */
export async function warmCompileCache(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  await promisify(execFile)('sh', ['-c', manifest.scripts['gcp-build']], {
    cwd: folder,
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}` },
  });
  return join(folder, COMPILE_CACHE);
}

/** Writes package.json and package-lock.json: the framework, as our own lock file has it. */
async function writeManifest(name: FunctionName, folder: string): Promise<void> {
  const whole = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  const locked = {
    name: `modigie-gateway-${name}`,
    version: whole.version,
    dependencies: { [FRAMEWORK]: whole.packages[`node_modules/${FRAMEWORK}`].version },
    engines: { node: '24' },
  };
  const scripts = { 'gcp-build': `NODE_COMPILE_CACHE=${COMPILE_CACHE} node ${WARM_UP}` };
  const manifest = { ...locked, private: true, main: MAIN, scripts };
  await writeFile(join(folder, 'package.json'), jsonText(manifest));
  await writeFile(join(folder, 'package-lock.json'), jsonText(prunedLock(whole, locked)));
}

/** @returns JSON as npm writes it */
function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
