/** Google as a standalone gateway meets it: an address that gives tokens, and Pub/Sub's REST API. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { FakeGoogle } from '../unit/cli/standalone/wire/fake-google.ts';

const PRELOADED = join(import.meta.dirname, 'google-wire.cjs');

export interface GoogleWire {
  /** Variables of a process that calls it instead of Google. */
  readonly env: Readonly<Record<string, string>>;
  /** The answer to who asks for a token: a refusal's words, or undefined for a token. */
  refusal: string | undefined;
  close(): void;
}

export async function serveGoogle(google: FakeGoogle): Promise<GoogleWire> {
  const server = createServer(async (request, response) => {
    const answer = await answerTo(request);
    response.writeHead(answer.status, { 'content-type': 'application/json', date: answer.date ?? '' });
    response.end(answer.text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function answerTo(request: IncomingMessage) {
    const { url = '', headers } = request;
    const body = await text(request);
    // The process that asks has the clock of this machine.
    google.now = Date.now();
    if (url.startsWith('/oauth2.googleapis.com/')) return token();
    return google.send({
      url: `https:/${url}`,
      headers: new Headers({ authorization: headers.authorization ?? '' }),
      ...(body !== '' && { body: JSON.parse(body) }),
    });
  }

  function token() {
    const date = new Date(google.now).toUTCString();
    const given = { access_token: 'token', token_type: 'Bearer', expires_in: 3600 };
    const refused = { error: 'invalid_grant', error_description: wire.refusal };
    const isRefused = wire.refusal !== undefined;
    return { status: isRefused ? 400 : 200, date, text: JSON.stringify(isRefused ? refused : given) };
  }

  const wire: GoogleWire = {
    env: {
      NODE_OPTIONS: `--require ${PRELOADED}`,
      GOOGLE_STAND_IN: String(port),
      PUBSUB_EMULATOR_HOST: '',
      GOOGLE_APPLICATION_CREDENTIALS: '',
    },
    refusal: undefined,
    close: () => void server.close(),
  };
  return wire;
}
