/**
 * HTTP to Google, or to an emulator, as its own libraries send it: through the proxy that HTTPS_PROXY names,
 * where there is one.
 */

export interface WireRequest {
  readonly url: string;
  readonly headers?: Headers | undefined;
  /** Makes it a POST, as JSON. */
  readonly body?: object | undefined;
}

export interface WireResponse {
  /** Of HTTP. */
  readonly status: number;
  /** The header Date; null for none. */
  readonly date: string | null;
  readonly text: string;
}

/** @throws any error when there is no answer, or none in time */
export type WireTransport = (request: WireRequest) => Promise<WireResponse>;

/** How long (ms) one call may take: Pub/Sub answers these in a fraction of a second. */
const CALL_MS = 10_000;

/** @returns the transport of google-auth-library, loaded now: other commands call nothing of Google's */
export async function googleTransport(): Promise<WireTransport> {
  const { gaxios } = await import('google-auth-library');
  const sender = new gaxios.Gaxios();
  return async ({ url, headers = new Headers(), body }) => {
    const sent = new Headers(headers);
    if (body !== undefined) sent.set('content-type', 'application/json');
    const response = await sender.request<string>({
      url,
      method: body === undefined ? 'GET' : 'POST',
      headers: sent,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      responseType: 'text',
      validateStatus: () => true,
      signal: AbortSignal.timeout(CALL_MS),
    });
    return { status: response.status, date: response.headers.get('date'), text: response.data };
  };
}
