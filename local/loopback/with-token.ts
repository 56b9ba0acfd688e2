import { createHash, timingSafeEqual } from 'node:crypto';
import { problem } from '../../shared/api/problem.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { problemResponse } from '../../shared/http/problem-response.ts';

const DETAIL =
  'Send the header "Authorization: Bearer TOKEN", with the token that is in the file of the configuration\'s tokenFile.';

/**
 * @param token that every request has to carry (RFC 6750 §2.1)
 * @returns the handler, which any other request does not reach
 */
export function withToken(handler: HttpHandler, token: string): HttpHandler {
  const expected = digestOf(token);
  return async (request) => {
    const [, given = ''] = /^Bearer +(\S+) *$/i.exec(request.headers['authorization'] ?? '') ?? [];
    if (timingSafeEqual(digestOf(given), expected)) return handler(request);
    return problemResponse(problem('unauthenticated', DETAIL), { 'www-authenticate': 'Bearer' });
  };
}

/** Of one length, whatever the text's is, so that comparing them takes the same time. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
