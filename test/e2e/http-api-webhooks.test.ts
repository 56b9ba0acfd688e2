/** Webhooks over HTTP: what operators are told, and pushes of Pub/Sub as the function answers them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { deliverWebhooksHandler } from '../../functions/deliver-webhooks/handler.ts';
import { naming } from '../../shared/http/caller-identity.ts';
import { CallerRefusedError } from '../../shared/http/caller-refusals.ts';
import type { HttpHandler, HttpRequest } from '../../shared/http/http.ts';
import { ACCEPT_ALL, type PushVerifier } from '../../shared/http/push-auth.ts';
import type { ReceivedMessage } from '../../shared/protocol/message.ts';
import { CRM, type TestWebhooks, webhooksContext } from '../webhooks/context.ts';
import { SECRETS, verified } from '../webhooks/judge.ts';
import { endedRecord, resultMessage } from '../webhooks/result-message.ts';
import { mustBeDescribed } from './described.ts';

let context: TestWebhooks;
let handle: HttpHandler;
beforeEach(() => {
  context = webhooksContext({ endpoints: [CRM, { ...CRM, name: 'erp', statuses: ['failed'] }] });
  handle = deliverWebhooksHandler(context, ACCEPT_ALL);
});

const requestTo = (target: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  target,
  headers: {},
  body: Buffer.alloc(0),
  ...more,
});

function pushOf(name: string, message: ReceivedMessage = resultMessage(), deliveryAttempt: unknown = 3) {
  const { data, ...rest } = message;
  const envelope = {
    message: { ...rest, data: data.toString('base64') },
    subscription: 's',
    deliveryAttempt,
  };
  return requestTo(`/push/${name}`, { body: Buffer.from(JSON.stringify(envelope)) });
}

async function call(method: string, target: string) {
  const { status, headers, body } = await handle(requestTo(target, { method }));
  const sent = new Headers(headers as Record<string, string>);
  mustBeDescribed(method, target, { status, headers: sent, text: body });
  return { status, body, json: JSON.parse(body) };
}

const names = () => context.events.map(({ name }) => name);

describe('the webhooks of a gateway', () => {
  it('are listed without what is secret', async () => {
    const { status, json, body } = await call('GET', '/v1/webhooks');
    expect([status, json.webhooks.map(({ name }: { name: string }) => name)]).toEqual([200, ['crm', 'erp']]);
    expect(body).not.toMatch(/s3cret|whsec_|\/secrets/);
  });

  it('are tried one by one, with what every result has', async () => {
    const { status, json } = await call('POST', '/v1/webhooks/erp:test');
    expect([status, json]).toMatchObject([200, { status: 204, error: null, ms: 40 }]);
    const [ping] = context.sent;
    if (!ping) throw new Error('Nothing was sent.');
    expect(verified(SECRETS[0] ?? '', ping)).toMatchObject({
      type: 'gateway.ping',
      data: { webhook: 'erp' },
    });
    expect(json.webhookId).toBe(ping.headers['webhook-id']);
    expect(Object.keys(json.headers)).not.toContain('webhook-signature');
  });

  it.each(['nobody', '%2E%2E', 'crm%0A', 'CRM'])('are told by their names, when %s is none', async (name) => {
    const { status, json } = await call('POST', `/v1/webhooks/${name}:test`);
    expect([status, json.type]).toEqual([404, 'urn:modigie-gateway:problem:webhook-not-found']);
    expect(json.detail).toBe('Name one that is configured (WEBHOOKS): crm, erp.');
    expect(context.sent).toEqual([]);
  });

  it('are a matter of every team', async () => {
    const request = requestTo('/v1/webhooks', {
      method: 'GET',
      caller: { email: 'a@b.example', team: 'team=emea' },
    });
    expect((await handle(request as HttpRequest)).status).toBe(403);
    const named = naming(handle, {
      K_SERVICE: 'x',
      INVOKERS: 'named',
      TEAMS: { tags: new Set(), members: new Map() },
    });
    expect((await named(requestTo('/v1/webhooks', { method: 'GET' }))).status).toBe(200);
  });
});

describe('a push of Pub/Sub', () => {
  it('is acknowledged when its result is taken, and tells the attempt', async () => {
    expect((await handle(pushOf('crm'))).status).toBe(204);
    expect(context.events).toMatchObject([
      { name: 'webhook.delivered', fields: { webhook: 'crm', deliveryAttempt: 3 } },
    ]);
  });

  it('goes to the webhook of its path alone', async () => {
    await handle(pushOf('erp', resultMessage(endedRecord('failed'))));
    await handle(pushOf('erp?x=/push/crm'));
    expect(context.events.map(({ name, fields }) => [name, fields.webhook])).toEqual([
      ['webhook.delivered', 'erp'],
      ['webhook.filtered', 'erp'],
    ]);
  });

  it('comes again when it is not, and is no fault of the function (alert failing)', async () => {
    handle = deliverWebhooksHandler(webhooksContext({ answer: () => ({ status: 500 }) }), ACCEPT_ALL);
    const { status, body } = await handle(pushOf('crm'));
    expect([status, body]).toEqual([424, '']);
  });

  it.each([
    'lost',
    '',
    'crm/',
    'CRM',
    '../v1/webhooks',
  ])('for the webhook %j, which is not configured, is not acknowledged, and a person is told', async (name) => {
    expect((await handle(pushOf(name))).status).toBe(404);
    expect(names()).toContain('webhook.unknown');
    expect(context.sent).toEqual([]);
    const told = context.events.find((event) => event.name === 'webhook.unknown');
    expect(told?.fields).toEqual(name === 'lost' ? { webhook: 'lost' } : {});
  });

  it.each([
    ['no envelope', requestTo('/push/crm', { body: Buffer.from('hello') }), 'not-an-envelope'],
    ['an empty one', requestTo('/push/crm'), 'not-an-envelope'],
    ['no result', pushOf('crm', { ...resultMessage(), data: Buffer.from('null') }), 'not-a-result'],
    ['no dedupKey', pushOf('crm', { ...resultMessage(), attributes: {} }), 'no-dedup-key'],
  ])('with %s is acknowledged, and a person is told', async (_kind, request, reason) => {
    expect((await handle(request)).status).toBe(204);
    expect(context.events).toMatchObject([
      { name: 'webhook.unreadable', fields: { webhook: 'crm', reason } },
    ]);
    expect(context.sent).toEqual([]);
  });

  it.each([
    0,
    -1,
    1.5,
    '3',
    null,
    {},
  ])('may count its attempts as %j: that is told as nothing', async (attempt) => {
    expect((await handle(pushOf('crm', resultMessage(), attempt))).status).toBe(204);
    expect(context.events[0]?.fields).not.toHaveProperty('deliveryAttempt');
  });

  it('is refused unless it carries the token of the push account, and changes no method', async () => {
    const refusing: PushVerifier = { verify: () => Promise.reject(new CallerRefusedError('no-token')) };
    handle = deliverWebhooksHandler(context, refusing);
    expect((await handle(pushOf('crm'))).status).toBe(401);
    expect((await handle({ ...pushOf('crm'), method: 'GET' })).status).toBe(405);
    expect([names(), context.sent]).toEqual([['caller.refused', 'request.refused'], []]);
    // Operators are let in by IAM.
    expect((await handle(requestTo('/v1/webhooks', { method: 'GET' }))).status).toBe(200);
  });
});
