/** The token that callers of a standalone gateway send, out of its file. */
import { UserError } from '../output/user-error.ts';
import { readSmallFile } from './files/small-file.ts';

/** A token that can be guessed is none. */
const LEAST_TOKEN = 16;
/** Programs send other characters in a header as different bytes (RFC 9110 §5.5). */
const SENT = /^[\x21-\x7e]*$/;

/** @throws UserError for a file that cannot be read, or holds no token; nothing of it is told */
export async function readToken(path: string): Promise<string> {
  const text = await readSmallFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `tokenFile ${path} cannot be read (${error.code}): let this user read it, or name another file.`,
    );
  });
  const token = text.trim();
  if (token.length < LEAST_TOKEN || !SENT.test(token))
    throw new UserError(
      `tokenFile ${path} must hold one token of ${LEAST_TOKEN} characters or more, ASCII and without spaces, such as openssl rand -hex 32 prints.`,
    );
  return token;
}
