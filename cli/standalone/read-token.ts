/** The token that callers of a standalone gateway send, out of its file. */
import { readFile } from 'node:fs/promises';
import { UserError } from '../output/user-error.ts';

/** A token that can be guessed is none. */
const LEAST_TOKEN = 16;

/** @throws UserError for a file that cannot be read, or holds no token; nothing of it is told */
export async function readToken(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`tokenFile ${path} cannot be read (${error.code}): let this user read it.`);
  });
  const token = text.trim();
  if (token.length < LEAST_TOKEN || /\s/.test(token))
    throw new UserError(
      `tokenFile ${path} must hold one token of ${LEAST_TOKEN} characters or more, such as openssl rand -hex 32 prints.`,
    );
  return token;
}
