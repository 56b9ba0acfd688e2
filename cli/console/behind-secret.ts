/**
 * A handler that is reached by its address alone. It acts with the rights of a person, so that neither a page
 * of another origin nor another user of this machine may call it, or read anything.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isOfForeignPage } from '../../local/loopback/foreign-request.ts';
import { problem } from '../../shared/api/problem.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { problemResponse } from '../../shared/http/problem-response.ts';

const FOREIGN =
  'A page of another address has sent this, or led here. Open the console by the address that the command has printed, ' +
  'in the address bar of the browser.';
const NOTHING_HERE = 'The console is at the address that the command has printed, all of it.';

/**
 * @param secret the first segment of the path of every request
 * @returns the handler, to which requests come without that segment
 */
export function behindSecret(handler: HttpHandler, secret: string): HttpHandler {
  const expected = digestOf(secret);
  return async (request) => {
    if (isOfForeignPage(request.headers)) return problemResponse(problem('forbidden', FOREIGN));
    const [, given = '', rest] = /^\/([^/?]*)(\/.*)?$/s.exec(request.target) ?? [];
    const isRight = timingSafeEqual(digestOf(given), expected);
    if (!isRight || rest === undefined) return problemResponse(problem('not-found', NOTHING_HERE));
    return handler({ ...request, target: rest });
  };
}

/** Of one length, whatever the text's is, so that comparing them takes the same time. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
