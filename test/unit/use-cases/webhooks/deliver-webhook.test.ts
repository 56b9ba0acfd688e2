import { describe, expect, it } from 'vitest';
import { deliverWebhook } from '../../../../shared/use-cases/webhooks/deliver-webhook.ts';
import type { ReceiverAnswer } from '../../../../shared/webhooks/verdict.ts';
import { CRM, webhooksContext } from '../../../webhooks/context.ts';
import { SECRETS, verified } from '../../../webhooks/judge.ts';
import { endedRecord, resultMessage } from '../../../webhooks/result-message.ts';

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const answering = (answer: ReceiverAnswer) => webhooksContext({ answer: () => answer });

describe('a result for a webhook', () => {
  it('is posted, signed, with the headers of Standard Webhooks and the time of this attempt', async () => {
    const context = webhooksContext();
    expect(await deliverWebhook(context, CRM, resultMessage())).toBe('done');
    const [request] = context.sent;
    expect(context.sent).toHaveLength(1);
    expect(request?.url).toBe(CRM.url);
    expect(request?.headers).toEqual({
      'content-type': 'application/json',
      'user-agent': 'modigie-gateway/1.2.3',
      'webhook-id': expect.stringMatching(/^msg_[\w-]{26}$/),
      'webhook-timestamp': '1772323200',
      'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/),
    });
    if (!request) throw new Error('Nothing was sent.');
    expect(verified(SECRETS[0] ?? '', request)).toMatchObject({
      type: 'job.completed',
      timestamp: '2026-03-01T00:01:00.000Z',
      data: { requestId: 'lead-1', status: 'completed' },
    });
    expect(context.events).toEqual([
      {
        name: 'webhook.delivered',
        fields: {
          webhook: 'crm',
          requestId: 'lead-1',
          rootId: 'lead-1',
          jobType: 'enrichMobile',
          status: 'completed',
          httpStatus: 204,
          durationMs: 40,
        },
      },
    ]);
  });

  it('has the same ID and body at each attempt, and another signature with its later time', async () => {
    const context = webhooksContext();
    for (let i = 0; i < 30; i += 1) await deliverWebhook(context, CRM, resultMessage());
    const of = (name: string) => new Set(context.sent.map(({ headers }) => headers[name]));
    expect([of('webhook-id').size, new Set(context.sent.map(({ body }) => String(body))).size]).toEqual([
      1, 1,
    ]);
    expect([of('webhook-timestamp').size, of('webhook-signature').size]).toEqual([2, 2]);
  });

  it.each([1, 2, 3])('is signed with all %i secrets', async (count) => {
    const used = SECRETS.slice(0, count);
    const context = webhooksContext({ files: { '/secrets/crm': used.join(' ') } });
    await deliverWebhook(context, CRM, resultMessage());
    const [request] = context.sent;
    if (!request) throw new Error('Nothing was sent.');
    for (const secret of used) expect(verified(secret, request)).toMatchObject({ type: 'job.completed' });
  });

  it('goes on with the trace of its submission, unless that is none', async () => {
    const context = webhooksContext();
    const message = resultMessage();
    const traced = (traceparent: string) => ({
      ...message,
      attributes: { ...message.attributes, googclient_traceparent: traceparent },
    });
    await deliverWebhook(context, CRM, traced(TRACE));
    await deliverWebhook(context, CRM, traced('x\r\nx-injected: 1'));
    expect(context.sent.map(({ headers }) => headers['traceparent'])).toEqual([TRACE, undefined]);
  });

  it.each([200, 204, 299])('is acknowledged when it is taken: %i', async (status) => {
    expect(await deliverWebhook(answering({ status }), CRM, resultMessage())).toBe('done');
  });

  it.each([
    [{ status: 301 }, { httpStatus: 301 }],
    [{ status: 404 }, { httpStatus: 404 }],
    [{ status: 429 }, { httpStatus: 429 }],
    [{ status: 500 }, { httpStatus: 500 }],
    [{ error: 'ERR_IP_BLOCKED' }, { reason: 'ERR_IP_BLOCKED' }],
  ])('that is answered %j comes again, and the log says which attempt it was', async (answer, told) => {
    const context = answering(answer);
    const message = { ...resultMessage(), deliveryAttempt: 7 };
    expect(await deliverWebhook(context, CRM, message)).toBe('retry-later');
    expect(context.events).toEqual([
      {
        name: 'webhook.failed',
        fields: expect.objectContaining({ webhook: 'crm', deliveryAttempt: 7, ...told }),
      },
    ]);
  });

  it('that its receiver wants no more is acknowledged, and a person is told', async () => {
    const context = answering({ status: 410 });
    expect(await deliverWebhook(context, CRM, resultMessage())).toBe('done');
    expect(context.events.map(({ name }) => name)).toEqual(['webhook.gone']);
  });

  it('that the filter leaves out is acknowledged, and not posted', async () => {
    const context = webhooksContext();
    const narrow = { ...CRM, statuses: ['failed'] };
    expect(await deliverWebhook(context, narrow, resultMessage())).toBe('done');
    expect([context.sent, context.events.map(({ name }) => name)]).toEqual([[], ['webhook.filtered']]);
    expect(await deliverWebhook(context, narrow, resultMessage(endedRecord('failed')))).toBe('done');
    expect(context.sent).toHaveLength(1);
  });

  it('that is none is acknowledged, and told by the ID of its message', async () => {
    const context = webhooksContext();
    const message = { ...resultMessage(), data: Buffer.from('{"email":"ingrid@example.com"}') };
    expect(await deliverWebhook(context, CRM, message)).toBe('done');
    expect(context.events).toEqual([
      { name: 'webhook.unreadable', fields: { webhook: 'crm', messageId: '7', reason: 'not-a-result' } },
    ]);
    expect(context.sent).toEqual([]);
  });

  it('is not posted unsigned: it comes again until the secrets can be read', async () => {
    const files: Record<string, string> = {};
    const context = webhooksContext({ files });
    expect(await deliverWebhook(context, CRM, resultMessage())).toBe('retry-later');
    expect(context.events).toEqual([
      { name: 'webhook.unsigned', fields: expect.objectContaining({ webhook: 'crm', reason: 'ENOENT' }) },
    ]);
    files['/secrets/crm'] = SECRETS[1] ?? '';
    expect(await deliverWebhook(context, CRM, resultMessage())).toBe('done');
  });

  it('comes again while its receiver hangs, and those of others do not wait', async () => {
    const hanging = Promise.withResolvers<ReceiverAnswer>();
    const endpoints = Array.from({ length: 10 }, (_, i) => ({
      ...CRM,
      name: `crm-${i}`,
      url: `https://${i}.example`,
    }));
    const answer = ({ url }: { url: string }) =>
      url === 'https://0.example' ? hanging.promise : { status: 204 };
    const context = webhooksContext({ endpoints, answer });
    const [slow = CRM, quick = CRM] = endpoints;
    const waiting = Array.from({ length: 8 }, () => deliverWebhook(context, slow, resultMessage()));
    expect(await deliverWebhook(context, slow, resultMessage())).toBe('retry-later');
    expect(context.events.at(-1)?.name).toBe('webhook.postponed');
    expect(await deliverWebhook(context, quick, resultMessage())).toBe('done');
    hanging.resolve({ error: 'TIMEOUT' });
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['retry-later']));
    expect(await deliverWebhook(context, slow, resultMessage())).toBe('retry-later');
    expect(context.events.at(-1)?.name).toBe('webhook.failed');
  });

  it('leaves nothing of itself, of the address or of the secret in the log', async () => {
    for (const status of [204, 410, 500]) {
      const context = answering({ status });
      await deliverWebhook(context, CRM, resultMessage());
      const told = JSON.stringify(context.events);
      for (const secret of ['s3cret', 'Ingrid', 'Lindqvist', 'whsec_']) expect(told).not.toContain(secret);
    }
  });
});
