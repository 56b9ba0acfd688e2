/** Writes files for the user alone, and never over another one unasked. */
import { open, rename, rm } from 'node:fs/promises';
import { UserError } from '../../output/user-error.ts';

const OWN = 0o600;

/**
 * @returns whether it was made: false where there is a file already, which stays as it is
 * @throws UserError where it cannot be written
 */
export async function makePrivate(path: string, text: string): Promise<boolean> {
  try {
    await writeSynced(path, text);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    await rm(path, { force: true }).catch(() => undefined);
    throw unwritable(path, code);
  }
}

/**
 * Takes the place of a file in one step.
 * @throws UserError where it cannot be written; the file is then as it was
 */
export async function replacePrivate(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  try {
    await writeSynced(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    throw unwritable(path, (error as NodeJS.ErrnoException).code);
  } finally {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** A secret that is in use must not be lost with the power. */
async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWN);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function unwritable(path: string, code: string | undefined): UserError {
  return new UserError(
    `${path} cannot be written (${code}): let this user write there, and see that there is room.`,
  );
}
