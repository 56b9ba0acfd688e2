/** From the one address of a local gateway to the function that a request is for. */
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { answering, unavailable } from '../../shared/http/answering.ts';
import type { Headers, HttpRequest, HttpResponse } from '../../shared/http/http.ts';
import { headersOf } from '../../shared/http/serve-request.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';

/** They are of one connection, and not of the message that comes over it (RFC 9110 §7.6.1). */
const HOP_BY_HOP = /^(?:connection|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/;
/** They are set anew: the whole body is there, and goes to another name. */
const SET_ANEW = ['host', 'content-length', 'expect'];

/**
 * Sends a request on as it came, with its very target and method, whatever they are; but for one whose body
 * was not taken in, which is refused here.
 * @param base the address of the function
 * @returns its response; 503 while it does not answer, as when it is being started again
 */
export async function forward(base: string, request: HttpRequest): Promise<HttpResponse> {
  const sent = () => sendOn(base, request);
  return request.refused ? answering(request, SILENT, sent) : sent();
}

async function sendOn(base: string, request: HttpRequest): Promise<HttpResponse> {
  const { port, hostname } = new URL(base);
  const { method, target, body } = request;
  const kept = Object.entries(endToEnd(request.headers)).filter(([name]) => !SET_ANEW.includes(name));
  const headers = {
    ...Object.fromEntries(kept),
    ...(body.length > 0 && { 'content-length': String(body.length) }),
  };
  return new Promise((resolve) => {
    // A connection of its own: one that is kept may be gone by now.
    const sending = send({ hostname, port, method, path: target, headers, agent: false }, (response) => {
      text(response).then(
        (answer) =>
          resolve({ status: response.statusCode ?? 502, headers: endToEnd(response.headers), body: answer }),
        () => resolve(unavailable()),
      );
    });
    sending.once('error', () => resolve(unavailable()));
    sending.end(body);
  });
}

/** @returns headers without those that end with the connection, which are also those that it names */
function endToEnd(headers: IncomingHttpHeaders | Headers): Headers {
  const named = (headers['connection'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  return Object.fromEntries(
    Object.entries(headersOf(headers)).filter(([name]) => !HOP_BY_HOP.test(name) && !named.includes(name)),
  );
}
