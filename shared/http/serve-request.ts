/** One request of a socket, from its first byte to the end of its response. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { withTrace } from '../telemetry/current-trace.ts';
import { traceOf } from '../telemetry/trace-context.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import { type Room, takeBody } from './incoming-body.ts';

/**
 * Bytes of a refused body that are thrown away, so that its sender gets to read the answer: as many as Cloud
 * Run lets through.
 */
const MOST_DISCARDED = 33_554_432;

/** A request without its body. */
export type RequestHead = Omit<HttpRequest, 'body' | 'refused'> & {
  /** Whether the sender waits to be told to send its body (`Expect: 100-continue`, RFC 9110 §10.1.1). */
  readonly awaitsContinue: boolean;
};

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Has a request answered. All of its work, and its answer, has its trace. */
export function serveRequest(
  exchange: Exchange,
  head: RequestHead,
  serving: { readonly room: Room; readonly handler: HttpHandler },
): Promise<void> {
  const trace = traceOf(head.headers);
  if (trace) exchange.response.setHeader('trace-id', trace.traceId);
  return withTrace(trace, () => answerRequest(exchange, head, serving));
}

/**
 * Takes in the body, has the request answered, and lets go of the body when the response is out. A body that
 * is refused is not kept: the handler gets the request without it, with the reason.
 */
async function answerRequest(
  { request, response }: Exchange,
  head: RequestHead,
  { room, handler }: { readonly room: Room; readonly handler: HttpHandler },
): Promise<void> {
  const taken = await take({ request, response }, head, room);
  // The connection ended within the body: no answer can reach the sender.
  if (taken === undefined) return;
  const { awaitsContinue, ...rest } = head;
  if ('refused' in taken) {
    const answer = await handler({ ...rest, body: Buffer.alloc(0), refused: taken.refused });
    return answerUnread({ request, response }, answer, awaitsContinue);
  }
  response.once('close', () => taken.held.release());
  const answer = await handler({ ...rest, body: taken.body });
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

function take({ request, response }: Exchange, { headers, awaitsContinue }: RequestHead, room: Room) {
  const chunks = async function* () {
    if (awaitsContinue) response.writeContinue();
    // Not destroyed when reading stops: the answer has to get out.
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  };
  // A request without either header has no body (RFC 9112 §6.3).
  const length = 'transfer-encoding' in headers ? undefined : (headers['content-length'] ?? '0');
  return takeBody({ length, chunks: chunks() }, room).catch(() => undefined);
}

/**
 * The answer goes out at once. The rest of the body is thrown away as it comes, and then the connection is
 * closed: closed before, the bytes left unread would reset it, and the answer with it.
 */
async function answerUnread(
  { request, response }: Exchange,
  { status, headers, body }: HttpResponse,
  awaitsContinue: boolean,
): Promise<void> {
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, 'content-length': length, connection: 'close' }).write(body);
  if (!awaitsContinue) await discard(request);
  response.end();
}

function discard(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let discarded = 0;
    request.on('data', (chunk: Buffer) => {
      discarded += chunk.length;
      if (discarded > MOST_DISCARDED) resolve();
    });
    request.once('end', resolve).once('close', resolve).once('error', resolve);
    if (request.complete && request.readableEnded) resolve();
    request.resume();
  });
}

/** @returns a message's headers as the handlers have them, whatever stands in place of some of them */
export function headersOf(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
