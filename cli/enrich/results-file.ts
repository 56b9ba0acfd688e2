/** The file that results are written to, row by row. */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { UserError } from '../output/user-error.ts';

/**
 * @param input the list of leads, which must not be overwritten
 * @throws UserError when the file cannot be written, or is the list of leads itself
 */
export async function openResults(path: string, input: string): Promise<WriteStream> {
  const [from, to] = await Promise.all([realpath(input), realpath(path).catch(() => undefined)]);
  if (from === to) throw new UserError(`The results would overwrite ${input}: name another file with --out.`);
  const out = createWriteStream(path);
  try {
    await once(out, 'open');
  } catch (error) {
    throw new UserError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  return out;
}

/** Writes one row as CSV, no faster than the file takes it. */
export async function writeRow(out: WriteStream, row: readonly string[]): Promise<void> {
  if (!out.write(stringify([row as string[]]))) await once(out, 'drain');
}

/** Resolves once everything is written. */
export async function closeResults(out: WriteStream): Promise<void> {
  out.end();
  await once(out, 'close');
}
