/** Files of a configuration: read only where they can be one, so that none is waited for without end. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Bytes of the largest of them; a key has some 2,000. */
const MOST_BYTES = 2 ** 20;

/** `code` stands in a message as those of the system do: `cannot be read (EACCES)`. */
class UnreadableFileError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`It cannot be read (${code}).`);
    this.name = 'UnreadableFileError';
    this.code = code;
  }
}

/**
 * @returns the text of a file. A pipe, whose other end may never come, and a device are none
 * @throws UnreadableFileError, or the error of the system
 */
export async function readSmallFile(path: string): Promise<string> {
  // Opened as usual, a pipe without a writer would keep its opener waiting. Windows has no such mode.
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stats = await file.stat();
  if (stats.isDirectory()) throw new UnreadableFileError('EISDIR');
  if (!stats.isFile()) throw new UnreadableFileError('it is a pipe or a device, and no file');
  if (stats.size > MOST_BYTES) throw new UnreadableFileError('it has more than 1 MiB: it is another file');
  return file.readFile('utf8');
}
