/** The stand-in as an HTTP server, which is also the metadata server that gives a token. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { APPLICATION_TOKEN, type GoogleStandIn } from './google-stand-in.ts';

/** Must be printed nowhere. */
export const TOKEN = 'token-of-the-metadata-server';

/** @param standIns by the first part of an address's path, so that tests run side by side */
export async function serveStandIns(standIns: ReadonlyMap<string, GoogleStandIn>) {
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').slice(1);
    const body = await text(request);
    const metadata = metadataFor(path);
    const [, called = '', host] = /^(\w+)\/([^/]+\.run\.app)\//.exec(path) ?? [];
    const answered = host && standIns.get(called)?.callFunction(`https://${host}`, callOf(request));
    if (answered) {
      response.writeHead(answered.status, Object.fromEntries(answered.headers));
      return void response.end(await answered.text());
    }
    const authorization = request.headers.authorization ?? null;
    const authorized = [TOKEN, APPLICATION_TOKEN].some((token) => authorization === `Bearer ${token}`);
    const refused = { status: 401, body: { error: { code: 401, status: 'UNAUTHENTICATED' } } };
    const [, id = '', address = ''] = /^(\w+)\/(.*)$/.exec(path) ?? [];
    const api = () => {
      const google = authorized ? standIns.get(id) : undefined;
      if (google) google.authorization = authorization;
      return google?.handle(request.method ?? 'GET', address, body === '' ? {} : JSON.parse(body)) ?? refused;
    };
    const answer = metadata === undefined ? api() : { status: 200, body: metadata };
    response.writeHead(answer.status, { 'content-type': 'application/json', 'metadata-flavor': 'Google' });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, close: () => server.close() };
}

/** The parts of a call of a function that the stand-in looks at. */
function callOf({ method = 'GET', headers }: IncomingMessage): RequestInit {
  const { authorization, 'user-agent': agent = '' } = headers;
  return { method, headers: { 'user-agent': agent, ...(authorization !== undefined && { authorization }) } };
}

/** https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys */
function metadataFor(path: string): unknown {
  if (!path.startsWith('computeMetadata/v1/')) return undefined;
  if (path.includes('/token')) return { access_token: TOKEN, expires_in: 3600, token_type: 'Bearer' };
  return path.includes('universe') ? 'googleapis.com' : {};
}
