import { describe, expect, it } from 'vitest';
import { pingWebhook } from '../../../../shared/use-cases/webhooks/ping-webhook.ts';
import { CRM, webhooksContext } from '../../../webhooks/context.ts';
import { SECRETS, verified } from '../../../webhooks/judge.ts';

describe('a ping', () => {
  it('is posted as results are, and tells what came of it, but for the signature', async () => {
    const context = webhooksContext();
    const pinged = await pingWebhook(context, CRM);
    const [request] = context.sent;
    if (!request) throw new Error('Nothing was sent.');
    const { 'webhook-signature': signature, ...headers } = request.headers;
    expect(pinged).toEqual({ status: 204, error: null, ms: 40, webhookId: headers['webhook-id'], headers });
    expect(signature).toMatch(/^v1,/);
    expect(verified(SECRETS[0] ?? '', request)).toEqual({
      type: 'gateway.ping',
      timestamp: '2026-03-01T00:00:00.000Z',
      data: { webhook: 'crm' },
    });
    expect(context.events).toEqual([
      { name: 'webhook.pinged', fields: { webhook: 'crm', httpStatus: 204, durationMs: 40 } },
    ]);
  });

  it('has an ID of its own each time', async () => {
    const context = webhooksContext();
    const first = await pingWebhook(context, CRM);
    expect((await pingWebhook(context, CRM)).webhookId).not.toBe(first.webhookId);
  });

  it('tells a refusal, and why no answer came', async () => {
    const refusing = webhooksContext({ answer: () => ({ status: 410 }) });
    expect(await pingWebhook(refusing, CRM)).toMatchObject({ status: 410, error: null });
    const silent = webhooksContext({ answer: () => ({ error: 'ECONNREFUSED' }) });
    expect(await pingWebhook(silent, CRM)).toMatchObject({ status: null, error: 'ECONNREFUSED' });
    expect(silent.events).toMatchObject([{ fields: { reason: 'ECONNREFUSED' } }]);
  });

  it('is not posted without a secret, and says so', async () => {
    const context = webhooksContext({ files: {} });
    expect(await pingWebhook(context, CRM)).toMatchObject({ status: null, error: 'ENOENT', headers: {} });
    expect(context.sent).toEqual([]);
  });
});
