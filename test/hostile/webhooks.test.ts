import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRequest } from '../../cli/webhooks/captured-request.ts';
import { deliverWebhooksHandler } from '../../functions/deliver-webhooks/handler.ts';
import { SecretFiles } from '../../shared/adapters/system/secret-files.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { HttpRequest } from '../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import { SecretUnavailableError } from '../../shared/ports/webhook-secrets.ts';
import { webhooksContext } from '../webhooks/context.ts';
import { SECRETS, verified } from '../webhooks/judge.ts';
import { resultMessage } from '../webhooks/result-message.ts';
import { bytes, headers, json, runs, text } from './arbitraries.ts';
import { mustStayCalm } from './calm.ts';

const pushOf = (body: Buffer, sent: Record<string, string> = {}, target = '/push/crm'): HttpRequest => ({
  method: 'POST',
  target,
  headers: sent,
  body,
});
const wrapped = (data: Buffer, attributes: Record<string, string>) =>
  Buffer.from(JSON.stringify({ message: { data: data.toString('base64'), messageId: '1', attributes } }));

const good = resultMessage();

describe('a hostile push to deliver-webhooks', () => {
  it('is posted to nobody, and a good one beside it is', async () => {
    const context = webhooksContext();
    const handle = deliverWebhooksHandler(context, ACCEPT_ALL);
    const hostile = fc.oneof(
      bytes,
      bytes.map((data) => wrapped(data, { dedupKey: 'x/completed' })),
      json.map((value) => wrapped(Buffer.from(JSON.stringify(value)), { dedupKey: 'x/completed' })),
      fc
        .dictionary(text, text, { noNullPrototype: true })
        .map((attributes) => wrapped(good.data, attributes)),
    );
    await fc.assert(
      fc.asyncProperty(hostile, headers, async (body, sent) => {
        context.sent.length = 0;
        const [bad, fine] = await Promise.all([
          mustStayCalm(handle, pushOf(body, sent)),
          handle(pushOf(wrapped(good.data, { ...good.attributes }))),
        ]);
        expect([bad.status, fine.status]).toEqual([204, 204]);
        expect(context.sent).toHaveLength(1);
      }),
      runs(0.1),
    );
  });

  it('whose data is a result of whatever content is posted byte for byte, and verifies', async () => {
    const fields = JSON.parse(good.data.toString());
    const context = webhooksContext();
    const handle = deliverWebhooksHandler(context, ACCEPT_ALL);
    await fc.assert(
      fc.asyncProperty(json, text, text, async (job, key, trace) => {
        context.sent.length = 0;
        const data = Buffer.from(JSON.stringify({ ...fields, job }));
        const attributes = { dedupKey: `k${key}`, googclient_traceparent: trace };
        const { status } = await mustStayCalm(handle, pushOf(wrapped(data, attributes)));
        expect(status).toBe(204);
        const [request] = context.sent;
        if (!request) return expect(context.events.at(-1)?.fields.reason).toBe('not-json');
        expect(Buffer.from(request.body).includes(data) || data.length > 90_000).toBe(true);
        expect(verified(SECRETS[0] ?? '', request)).toMatchObject({ type: 'job.completed' });
        for (const value of Object.values(request.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
      }),
      runs(0.1),
    );
  });

  it('to whatever path is answered calmly, and posted to no webhook that is not named', async () => {
    const context = webhooksContext();
    const handle = deliverWebhooksHandler(context, ACCEPT_ALL);
    await fc.assert(
      fc.asyncProperty(text, async (path) => {
        const request = pushOf(wrapped(good.data, { ...good.attributes }), {}, `/push/x${path}`);
        expect((await mustStayCalm(handle, request)).status).toBe(404);
        expect(context.sent).toEqual([]);
      }),
      runs(0.05),
    );
  });
});

describe('a hostile secrets file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('gives a code, and nothing of it', async () => {
    let files = 0;
    const secrets = new SecretFiles(systemClock);
    const content = fc.oneof(
      bytes,
      text.map((value) => Buffer.from(`whsec_CANARY${value}`)),
    );
    await fc.assert(
      fc.asyncProperty(content, async (written) => {
        files += 1;
        const file = join(folder, String(files));
        await writeFile(file, written);
        const error = await secrets.read(file).then(
          () => undefined,
          (refused) => refused,
        );
        expect(error).toBeInstanceOf(SecretUnavailableError);
        expect(error.code).toBe('not-a-secret');
        expect(`${error.message}${error.cause.message}`).not.toContain('CANARY');
      }),
      runs(0.05),
    );
  });
});

describe('a hostile captured request', () => {
  it('is read, or has no blank line', () => {
    fc.assert(
      fc.property(bytes, (captured) => {
        const request = readRequest(captured);
        const isWhole = captured.includes('\n\n') || captured.includes('\r\n\r\n');
        expect(request !== undefined).toBe(isWhole);
        if (request)
          expect(captured.subarray(captured.length - request.body.length).equals(request.body)).toBe(true);
      }),
      runs(0.2),
    );
  });
});
