import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { text } from '../../shared/http/http.ts';
import { type Refusal, refusalOf } from './foreign-request.ts';

const LOOPBACK = '127.0.0.1';
/** The events of a request, by what its sender expects. */
const ARRIVALS: readonly unknown[] = ['request', 'checkContinue', 'checkExpectation'];

/** An HTTP server that this machine alone reaches, but no page of another site in its browsers. */
export class LoopbackServer extends Server {
  /** @param args the port, 0 for any that is free, and what is called once it listens; no address */
  override listen(...args: unknown[]): this {
    const [port, listening] = args as [number | string, () => void];
    return super.listen({ port: Number(port), host: LOOPBACK }, listening);
  }

  override emit(event: string, ...args: unknown[]): boolean {
    if (ARRIVALS.includes(event)) {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      const refusal = refusalOf(request);
      if (refusal) return answer(response, refusal);
    }
    return super.emit(event, ...args);
  }
}

function answer(response: ServerResponse, refusal: Refusal): true {
  const contentType = 'application/problem+json';
  const { status, headers, body } = text(refusal.status, { contentType, body: JSON.stringify(refusal) });
  response.writeHead(status, headers).end(body);
  return true;
}
