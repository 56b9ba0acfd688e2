/** The command line as a user has it: processes that run in a folder of their own. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
/** Flags of Node.js in the npm script. */
const FLAGS: readonly string[] = scripts.gateway.split(' ').slice(1, -1);

/** Nothing of the person whose machine this is: no profile, no token, no taste in colours. */
const OWN = {
  XDG_CONFIG_HOME: '/nonexistent',
  MODIGIE_GATEWAY_PROFILE: undefined,
  GATEWAY_TOKEN: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
};

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs commands for the tests of one file. */
export function commandLine() {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** @param within commands of a shell that come before, such as `ulimit` */
  function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, within?: string) {
    const line = [process.execPath, ...FLAGS, join(ROOT, 'cli', 'main.js'), ...args];
    const shell = within === undefined ? [] : ['sh', '-c', `${within}; exec "$@"`, 'sh'];
    const [program = '', ...command] = [...shell, ...line];
    const child = spawn(program, command, { cwd: folder, env: { ...process.env, ...OWN, ...env } });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    const done = new Promise<Run>((resolve) => child.once('close', (code) => resolve({ code, ...output })));
    return { child, output, done };
  }

  return {
    start,
    run: (...args: string[]) => start(args).done,
    file: async (name: string, content: string | Buffer) => {
      await writeFile(join(folder, name), content);
      return name;
    },
    text: (name: string) => readFile(join(folder, name), 'utf8'),
    rows: async (name: string) =>
      parse(await readFile(resolve(folder, name)), { columns: true, bom: true }) as Record<string, string>[],
    folder: () => folder,
  };
}
