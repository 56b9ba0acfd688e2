import { stat } from 'node:fs/promises';

interface Made<T> {
  readonly edition: string;
  readonly value: Promise<T>;
}

/**
 * Makes a value out of a file at the first call and keeps it, until the file is another one: a key is
 * exchanged so, and no process started again. A new one that is no good leaves the value of before in use.
 * @param path undefined for a value that no file has: it is made once
 */
export function madeOfFile<T>(path: string | undefined, make: () => Promise<T>): () => Promise<T> {
  let made: Made<T> | undefined;
  return async () => {
    const edition = (await editionOf(path)) ?? made?.edition ?? '';
    if (made?.edition === edition) return made.value;
    const before = made;
    const value = make().catch((error) => {
      made = before;
      if (before) return before.value;
      throw error;
    });
    made = { edition, value };
    return value;
  };
}

/** @returns what changes with the file; undefined where it cannot be looked at, as between two renames */
async function editionOf(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const found = await stat(path).catch(() => undefined);
  return found && `${found.ino}/${found.size}/${found.mtimeMs}`;
}
