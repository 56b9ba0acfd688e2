/**
 * Receives results by webhook, keeps each once, and works on it after it has answered.
 *
 *   WEBHOOK_SECRET=whsec_… npx node examples/webhook-receiver/receive-results.ts PORT FILE
 *
 * WEBHOOK_SECRET may hold several secrets with blanks between them, while one is exchanged for another. FILE
 * stands for a queue, one line a webhook: its ID, and the body as it came. Node.js 24, behind something that
 * speaks TLS; ends on Ctrl-C. The signature is that of www.standardwebhooks.com.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

const MOST_BYTES = 1_000_000;
const MOST_SECONDS_AWAY = 300;

const [port, file] = process.argv.slice(2);
const secrets = (process.env['WEBHOOK_SECRET'] ?? '').split(/\s+/).filter(Boolean);
if (port === undefined || file === undefined || secrets.length === 0) {
  console.error(
    'Usage: npx node examples/webhook-receiver/receive-results.ts PORT FILE, the secret in WEBHOOK_SECRET',
  );
  process.exit(2);
}

/** A body is genuine if a signature was made with one of our secrets, over the very bytes, and lately. */
function isGenuine(headers: IncomingHttpHeaders, body: Buffer): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures } = headers;
  if (Math.abs(Date.now() / 1_000 - Number(time)) > MOST_SECONDS_AWAY) return false;
  const expected = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
      .update(`${id}.${time}.`)
      .update(body)
      .digest(),
  );
  return String(signatures)
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'))
    .some((given) => expected.some((one) => one.length === given.length && timingSafeEqual(one, given)));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('It is larger than any webhook.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const known = idsIn(file);

/** @returns the IDs that are kept. A line that a crash cut short was not answered: it goes, and comes anew */
function idsIn(queue: string): Set<string> {
  if (!existsSync(queue)) return new Set();
  const bytes = readFileSync(queue);
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  truncateSync(queue, whole.length);
  const lines = whole.toString().split('\n').filter(Boolean);
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))));
}

/** @returns whether it is new: it comes at least once, under the same ID each time */
function keep(queue: string, id: string, body: Buffer): boolean {
  if (known.has(id)) return false;
  appendFileSync(queue, `${id} ${body}\n`, { flush: true });
  known.add(id);
  return true;
}

/** The work that takes time: the webhook has been answered by then. */
function work(body: Buffer): void {
  const { type, data } = JSON.parse(String(body));
  // Types that are not known are passed over: more may come.
  if (type === 'gateway.ping') console.log(`The gateway says hello to ${data.webhook}`);
  else if (type === 'job.completed') console.log(`${data.rootId} has completed: ${codesOf(data.eventCodes)}`);
  else console.log(`${data.rootId ?? '?'} has ended: ${type}`);
}

function codesOf(codes: Readonly<Record<string, string>>): string {
  return Object.entries(codes)
    .map(([task, code]) => `${task} ${code}`)
    .join(', ');
}

const server = createServer(async (request, response) => {
  try {
    const body = await bodyOf(request);
    if (!isGenuine(request.headers, body)) return void response.writeHead(401).end();
    const isNew = keep(file, String(request.headers['webhook-id']), body);
    response.writeHead(204).end();
    if (isNew) work(body);
  } catch (error) {
    // Anything but 2xx, and it comes again.
    console.error(`A webhook is not kept: ${error}`);
    if (!response.headersSent) response.writeHead(503).end();
  }
});
server.listen(Number(port), () => console.log(`Waiting for results at port ${port}`));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
