import { createHash, timingSafeEqual } from 'node:crypto';
import { problem } from '../../shared/api/problem.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { problemResponse } from '../../shared/http/problem-response.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';

const DETAIL =
  'Send the header "Authorization: Bearer TOKEN", with the token that is in the file of the configuration\'s tokenFile.';

/** Between two events (ms) that tell of a wrong token: whoever guesses would fill the log. */
const TOLD_AGAIN_MS = 60_000;

interface Guarding {
  /** Told when a wrong token comes, and then for a minute no more. */
  readonly telemetry: Telemetry;
  readonly now?: () => number;
}

/**
 * @param token that every request has to carry (RFC 6750 §2.1)
 * @returns the handler, which any other request does not reach
 */
export function withToken(
  handler: HttpHandler,
  token: string,
  { telemetry, now = () => performance.now() }: Guarding,
): HttpHandler {
  const expected = digestOf(token);
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = () => {
    if (now() - toldAt < TOLD_AGAIN_MS) return;
    toldAt = now();
    telemetry.emit('request.refused', { httpStatus: 401, reason: 'unauthenticated' });
  };
  return async (request) => {
    const [, given = ''] = /^Bearer +(\S+) *$/i.exec(request.headers['authorization'] ?? '') ?? [];
    if (timingSafeEqual(digestOf(given), expected)) return handler(request);
    // Without any, it is a look whether somebody is there.
    if (given !== '') tell();
    return problemResponse(problem('unauthenticated', DETAIL), { 'www-authenticate': 'Bearer' });
  };
}

/** Of one length, whatever the text's is, so that comparing them takes the same time. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
