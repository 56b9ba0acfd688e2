/** A reader's shell: the documented commands as they stand, with emulators in the place of the cloud. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BlockName, SHELL_BLOCKS } from './shell-blocks.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Not the reader's: they are made by the commands themselves, or are large. */
const LEFT_OUT = /^(?:\.git|reports|dist|.*results\.csv(?:\.partial)?)$/;

export interface Shell {
  /** The folder in which commands run: the repository's files, without what a run leaves behind. */
  readonly folder: string;
  /** Names of the blocks that have run. */
  readonly ran: ReadonlySet<BlockName>;
  /** @returns what the block and the commands `afterwards` print; rejects when they end badly. */
  run(name: BlockName, env?: NodeJS.ProcessEnv, afterwards?: string): Promise<string>;
  close(): Promise<void>;
}

/** Stand-ins by the command's name: a script of sh, which may call the command itself as `"$REAL"`. */
type StandIns = Readonly<Record<string, string>>;

/** Tokens that the emulators take. FAILING names a command that breaks. */
const GCLOUD = `case "$*" in
  "auth print-access-token") echo owner ;;
  "auth print-identity-token") echo a-token ;;
  *"\${FAILING-nothing}"*) exit 1 ;;
  pubsub*) exec "$REAL" "$@" ;;
  *) exit 64 ;;
esac`;
/** Dependencies are installed already. */
const NPM = `case "$1" in ci) ;; *) exec "$REAL" "$@" ;; esac`;

/** @param outputs what `terraform output` gives, by name */
export function standIns(outputs: Readonly<Record<string, string>>): StandIns {
  const cases = Object.entries(outputs).map(([name, value]) => `*"output -raw ${name}") echo "${value}" ;;`);
  return { gcloud: GCLOUD, npm: NPM, terraform: `case "$*" in\n${cases.join('\n')}\n*) exit 64 ;;\nesac` };
}

/** @returns the path of a command; undefined without it */
export async function commandPath(name: string): Promise<string | undefined> {
  const found = await promisify(execFile)('sh', ['-c', `command -v ${name}`]).catch(() => undefined);
  return found?.stdout.trim();
}

/** Makes a reader's shell, in a folder of its own. */
export async function openShell(stood: StandIns, env: NodeJS.ProcessEnv): Promise<Shell> {
  const home = await mkdtemp(join(tmpdir(), 'modigie-gateway-reader-'));
  const [folder, bin] = [join(home, 'modigie-gateway'), join(home, 'bin')];
  await Promise.all([mkdir(folder), mkdir(bin)]);
  for (const name of await readdir(ROOT))
    if (!LEFT_OUT.test(name)) await symlink(join(ROOT, name), join(folder, name));
  for (const [name, script] of Object.entries(stood)) {
    const real = (await commandPath(name)) ?? 'false';
    await writeFile(join(bin, name), `#!/bin/sh\nREAL=${real}\n${script}\n`, { mode: 0o755 });
  }
  const ran = new Set<BlockName>();
  return {
    folder,
    ran,
    async run(name, more, afterwards = '') {
      const block = SHELL_BLOCKS.get(name);
      if (block === undefined) throw new Error(`There is no block "${name}".`);
      ran.add(name);
      const script = `${block}\n${afterwards}`;
      const { stdout } = await promisify(execFile)('bash', ['-o', 'pipefail', '-ec', script], {
        cwd: folder,
        env: { ...process.env, ...env, ...more, PATH: `${bin}:${process.env['PATH']}` },
      });
      return stdout;
    },
    close: () => rm(home, { recursive: true, force: true }),
  };
}
