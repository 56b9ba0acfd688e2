/** Where output goes, found out before anything is touched. */
import { createReadStream, type Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { cellsOf } from '../lists/csv-records.ts';
import { UserError } from '../output/user-error.ts';
import { isOurs } from './result-columns.ts';

/** Standard output by its usual name. */
export const STANDARD_OUTPUT = '-';

const SEPARATORS = [',', ';', '\t', '|'];

interface Surroundings {
  /** The path of the list. */
  readonly input: string;
  readonly force: boolean;
}

export interface OutputTarget {
  readonly path: string;
  /** Whether it cannot be replaced: standard output, a pipe, a device. */
  readonly isStream: boolean;
  readonly isThere: boolean;
  /** Tells it from any other file, by whatever name. */
  readonly identity: string;
}

/**
 * Finds out where output goes, and touches nothing.
 * @param force whether a file that is no results of ours may be replaced; the list never is
 * @throws UserError when a file that is there would be destroyed
 */
export async function outputAt(path: string, { input, force }: Surroundings): Promise<OutputTarget> {
  if (path === STANDARD_OUTPUT) return { path, isStream: true, isThere: true, identity: path };
  const status = await stat(path).catch(() => undefined);
  if (status?.isDirectory()) throw new UserError(`${path} is a directory: name a file.`);
  if (status && !status.isFile()) return { path, isStream: true, isThere: true, identity: path };
  if (status && (await identityOf(input)) === identity(status))
    throw new UserError(`${path} is the list itself: name another file.`);
  if (status && status.size > 0 && !force && !(await isResultsFile(path)))
    throw new UserError(
      `${path} is there, and is no file of results: name another one, or let it be replaced with --force.`,
    );
  // A link is followed, not replaced.
  const folder = await realpath(dirname(path)).catch(() => {
    throw new UserError(`There is no folder ${dirname(path)}.`);
  });
  const real = status ? await realpath(path) : join(folder, basename(path));
  await requireFree(partialOf(real), { input, force });
  return {
    path: real,
    isStream: false,
    isThere: status !== undefined,
    identity: status ? identity(status) : real,
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
async function requireFree(path: string, { input, force }: Surroundings): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (!status) return;
  if ((await identityOf(input)) === identity(status))
    throw new UserError(
      `${path} is the list itself, and would be written on the way: name another file with --out.`,
    );
  const isForeign = status.isFile() && status.size > 0 && !force && !(await isResultsFile(path));
  if (isForeign)
    throw new UserError(`${path} is there, where results stand until they are whole: move it away.`);
}

async function identityOf(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => undefined);
  return status?.isFile() ? identity(status) : undefined;
}

/** A file is known by what it is, since it may have several names. */
function identity({ dev, ino }: Stats): string {
  return `${dev}/${ino}`;
}

async function isResultsFile(path: string): Promise<boolean> {
  const lines = createInterface({ input: createReadStream(path, { end: 65_535 }) });
  for await (const line of lines)
    return SEPARATORS.some((separator) => isOurs(cellsOf(line.replace(/^\uFEFF/, ''), separator) ?? []));
  return false;
}
