/** Where output goes, found out before anything is touched. */
import { constants, type Stats } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../output/user-error.ts';
import { StoredResults } from './stored-results.ts';

/** Standard output by its usual name, and by that of its file. */
export const STANDARD_OUTPUT = '-';
const STANDARD_OUTPUT_FILE = '/dev/stdout';

/** Contents of an output, by which a file of an earlier run is known. */
export interface OutputKind {
  readonly words: string;
  readonly isOne: (path: string) => Promise<boolean>;
}

const RESULTS: OutputKind = {
  words: 'results',
  isOne: async (path) => (await StoredResults.open(path)) !== undefined,
};

interface Surroundings {
  /** The path of the list. */
  readonly input: string;
  readonly force: boolean;
  /** Results when absent. */
  readonly kind?: OutputKind;
}

export interface OutputTarget {
  readonly path: string;
  /** Whether it cannot be replaced: standard output, a pipe, a device. */
  readonly isStream: boolean;
  readonly isThere: boolean;
  /** Tells it from any other file, by whatever name. */
  readonly identity: string;
  /** The permissions of the file that it takes the place of. */
  readonly mode?: number | undefined;
}

/**
 * Finds out where output goes, and touches nothing.
 * @param force whether a file that is no results of ours may be replaced; the list never is
 * @throws UserError when a file that is there would be destroyed
 */
export async function outputAt(path: string, surroundings: Surroundings): Promise<OutputTarget> {
  const { input, force, kind = RESULTS } = surroundings;
  if (path === STANDARD_OUTPUT || path === STANDARD_OUTPUT_FILE)
    return { path: STANDARD_OUTPUT, isStream: true, isThere: true, identity: STANDARD_OUTPUT };
  const status = await stat(path).catch(() => undefined);
  if (status?.isDirectory()) throw new UserError(`${path} is a directory: name a file.`);
  if (status && !status.isFile()) return { path, isStream: true, isThere: true, identity: path };
  if (status && (await identityOf(input)) === identity(status))
    throw new UserError(`${path} is the list itself: name another file.`);
  if (status && status.size > 0 && !force && !(await kind.isOne(path)))
    throw new UserError(
      `${path} is there, and is no file of ${kind.words}: name another one, or let it be replaced with --force.`,
    );
  // A link is followed, not replaced.
  const folder = await realpath(dirname(path)).catch(() => {
    throw new UserError(`There is no folder ${dirname(path)}.`);
  });
  const real = status ? await realpath(path) : join(folder, basename(path));
  await access(folder, constants.W_OK).catch((error) => {
    throw new UserError(`${path} cannot be written (${error.code}).`);
  });
  await requireFree(partialOf(real), surroundings);
  return {
    path: real,
    isStream: false,
    isThere: status !== undefined,
    identity: status ? identity(status) : real,
    mode: status?.mode,
  };
}

/** @returns where rows stand until a file is whole */
export function partialOf(path: string): string {
  return `${path}.partial`;
}

/** @returns how a path is told to a person */
export function inWords(path: string): string {
  return path === STANDARD_OUTPUT ? 'Standard output' : path;
}

/** @throws UserError when something is there that no earlier run has left */
async function requireFree(path: string, { input, force, kind = RESULTS }: Surroundings): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (!status) return;
  if ((await identityOf(input)) === identity(status))
    throw new UserError(
      `${path} is the list itself, and would be written on the way: name another file with --out.`,
    );
  const isForeign = status.isFile() && status.size > 0 && !force && !(await kind.isOne(path));
  if (isForeign)
    throw new UserError(`${path} is there, where ${kind.words} stand until they are whole: move it away.`);
}

async function identityOf(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => undefined);
  return status?.isFile() ? identity(status) : undefined;
}

/** A file is known by what it is, since it may have several names. */
function identity({ dev, ino }: Stats): string {
  return `${dev}/${ino}`;
}
