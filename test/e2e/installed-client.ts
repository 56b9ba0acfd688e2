/** The typed client as a stranger gets it: built, packed, and installed in an empty project. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildClientPackage } from '../../build/client-package.ts';

const run = promisify(execFile);
const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');

/** Strict, as the strangest project may be; without types of Node.js, which a page does not have. */
const COMPILER_OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  module: 'nodenext',
  moduleDetection: 'force',
  types: [],
  noEmit: true,
};

interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface InstalledClient {
  /** The folder of the package within the project. */
  readonly package: string;
  /** The packed files, by their path in it. */
  readonly files: readonly string[];
  /** The size of `index.js`, minified. */
  readonly minifiedBytes: number;
  write(name: string, text: string): Promise<void>;
  /** Runs a module of the project by Node.js. */
  run(name: string, ...args: readonly string[]): Promise<Output>;
  /** @returns what a compiler complains of in files of the project, a line each */
  complaints(compiler: 'typescript' | 'typescript-5', files: readonly string[]): Promise<string[]>;
  remove(): Promise<void>;
}

export async function installClient(): Promise<InstalledClient> {
  const folder = await mkdtemp(join(tmpdir(), 'client-'));
  const project = join(folder, 'project');
  const built = join(folder, 'built');
  await mkdir(project);
  const minifiedBytes = await buildClientPackage(built);
  const packed = await npm(folder, ['pack', built, '--json']);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  const write = (name: string, text: string) => writeFile(join(project, name), text);
  await write('package.json', JSON.stringify({ name: 'stranger', private: true, type: 'module' }));
  await npm(project, ['install', join(folder, filename)]);
  const runModule = (name: string, ...args: readonly string[]) => node(project, [name, ...args]);
  return {
    package: join(project, 'node_modules', 'modigie-gateway-client'),
    files: files.map(({ path }) => path),
    minifiedBytes,
    write,
    run: runModule,
    complaints: async (compiler, names) => {
      await write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: names }));
      const { stdout, stderr } = await node(project, [join(MODULES, compiler, 'bin', 'tsc'), '-p', '.']);
      return `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Nothing comes from a registry: the cache is empty, and npm is offline. */
async function npm(cwd: string, args: readonly string[]): Promise<string> {
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  const { stdout } = await run('npm', [...args, ...flags, '--cache', join(cwd, '.npm')], { cwd });
  return stdout;
}

async function node(cwd: string, args: readonly string[]): Promise<Output> {
  return new Promise((done) =>
    execFile(process.execPath, [...args], { cwd }, (error, stdout, stderr) =>
      done({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  );
}
