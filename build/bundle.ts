/** One self-contained folder per function: a minified bundle, its source map, and a package.json (docs/deploy.md). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CONFIG_SCHEMAS, type FunctionName } from '../shared/config.ts';

export const ROOT = join(import.meta.dirname, '..');

/** The functions, by the name of their folder. */
export const FUNCTION_NAMES = Object.keys(CONFIG_SCHEMAS) as FunctionName[];

/** Bundled, it would register functions in a registry of its own, which the platform does not look into. */
const FRAMEWORK = '@google-cloud/functions-framework';

/**
 * Writes the bundle of one function.
 * @param into the folder that gets a folder of the function's name
 * @returns the size of the bundle in bytes
 */
export async function bundleFunction(name: FunctionName, into: string): Promise<number> {
  const folder = join(into, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, 'index.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: [`functions/${name}/index.ts`],
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
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'package.json'), await packageJson(name));
  return (await readFile(outfile)).length;
}

async function packageJson(name: FunctionName): Promise<string> {
  const own = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  const manifest = {
    name: `modigie-gateway-${name}`,
    version: own.version,
    private: true,
    main: 'index.js',
    engines: { node: '24' },
    dependencies: { [FRAMEWORK]: lock.packages[`node_modules/${FRAMEWORK}`].version },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
