/** A call of a stranger: to a function's address, from the internet, without credentials. */

/** The user agent by which the smoke test's own call is told apart in Cloud Run's request log. */
export const STRANGER = 'modigie-gateway-smoke';

/**
 * - `kept-out`: by IAM, before the function;
 * - `let-in`: the function itself answers, or would if it ran;
 * - `no-way-in`: the function's ingress takes no call from the internet, which Cloud Run answers 404;
 * - `no-answer`: nothing was heard, so nothing is known.
 */
export type Reception =
  | { readonly kind: 'kept-out' | 'let-in' | 'no-way-in'; readonly status: number }
  | { readonly kind: 'no-answer' };

/** Longer than a function takes to start. */
const CALL_MS = 30_000;

/**
 * Sends a POST that is empty and has no token, so that a function which sees it refuses it.
 * @param uri of the function
 */
export async function callAsStranger(fetch: typeof globalThis.fetch, uri: string): Promise<Reception> {
  const response = await fetch(uri, {
    method: 'POST',
    body: '',
    headers: { 'user-agent': STRANGER },
    redirect: 'manual',
    signal: AbortSignal.timeout(CALL_MS),
  }).catch(() => undefined);
  if (response === undefined) return { kind: 'no-answer' };
  await response.body?.cancel();
  const { status, headers } = response;
  // RFC 9457: what a function of the gateway answers to a call that it refuses. Google's own pages are HTML.
  const ours = headers.get('content-type')?.startsWith('application/problem+json') === true;
  if (!ours && (status === 401 || status === 403)) return { kind: 'kept-out', status };
  return { kind: !ours && status === 404 ? 'no-way-in' : 'let-in', status };
}
