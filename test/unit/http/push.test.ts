import { beforeEach, describe, expect, it } from 'vitest';
import { receiveResponsesHandler } from '../../../functions/receive-responses/handler.ts';
import type { HttpRequest } from '../../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../../shared/http/push-auth.ts';
import { PublishError } from '../../../shared/ports/errors.ts';
import { answerBody, closeDeadLetters, setAsideBy, type TestGateway, testGateway } from '../../fixtures.ts';

const BODY = answerBody({ id: 'a', status: 'completed' });
const wrapped = (data: string | null, attributes = {}) => ({
  message: {
    data: data === null ? undefined : Buffer.from(data).toString('base64'),
    attributes,
    messageId: '7',
    publishTime: '2026-03-01T00:00:00Z',
  },
  subscription: 's',
  deliveryAttempt: 2,
});
const request = (body: unknown, headers: Record<string, string> = {}, method = 'POST'): HttpRequest => ({
  method,
  target: '/',
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

let gateway: TestGateway;
beforeEach(() => {
  gateway = testGateway();
});

describe('a push of an answer', () => {
  it.each([
    ['wrapped', request(wrapped(BODY))],
    [
      'wrapped, in the older spelling',
      request({
        message: {
          data: Buffer.from(BODY).toString('base64'),
          message_id: '7',
          publish_time: '2026-03-01T00:00:00Z',
        },
      }),
    ],
    [
      'unwrapped',
      request(BODY, {
        'x-goog-pubsub-message-id': '7',
        'x-goog-pubsub-publish-time': '2026-03-01T00:00:00Z',
      }),
    ],
    [
      'a binary CloudEvent',
      request(wrapped(BODY), {
        'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
        'ce-id': '7',
        'ce-specversion': '1.0',
      }),
    ],
    [
      'a structured CloudEvent',
      request(
        {
          specversion: '1.0',
          type: 'google.cloud.pubsub.topic.v1.messagePublished',
          id: '7',
          data: wrapped(BODY),
        },
        { 'content-type': 'application/cloudevents+json' },
      ),
    ],
  ])('is understood %s', async (_name, push) => {
    expect((await receiveResponsesHandler(gateway, ACCEPT_ALL)(push)).status).toBe(204);
    expect(gateway.store.records()[0]).toMatchObject({ requestId: 'a', status: 'completed' });
  });

  it.each([
    [
      'wrapped',
      request(
        wrapped(null, {
          modigieJobDiscardReasonType: 'MissingJobIdError',
          modigiePubsubMessageId: '9',
          modigiePubsubMessagePublishTime: '2026-01-01T00:00:00Z',
        }),
      ),
    ],
    [
      'unwrapped, its attributes in lower case',
      request('', {
        'x-goog-pubsub-message-id': '7',
        modigiejobdiscardreasontype: 'MissingJobIdError',
        modigiepubsubmessageid: '9',
        modigiepubsubmessagepublishtime: '2026-01-01T00:00:00Z',
      }),
    ],
  ])('of a discard with empty data is understood %s', async (_name, push) => {
    await receiveResponsesHandler(gateway, ACCEPT_ALL)(push);
    expect(setAsideBy(gateway)).toMatchObject([
      { reason: 'discard-unmatched', attributes: { modigieJobDiscardReasonType: 'MissingJobIdError' } },
    ]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['no message', '{}'],
    ['a message without an ID', '{"message":{"data":""}}'],
    ['data that is not base64', '{"message":{"data":"***","messageId":"7"}}'],
    ['data with a letter too many', '{"message":{"data":"e30ge","messageId":"7"}}'],
    ['many values', `{"message":{"data":"","messageId":"7"},"more":[${'0,'.repeat(300)}0]}`],
  ])('that is none (%s) is set aside with its bytes, and acknowledged', async (_name, body) => {
    expect((await receiveResponsesHandler(gateway, ACCEPT_ALL)(request(body))).status).toBe(204);
    const [dead] = setAsideBy(gateway);
    expect(String(dead?.data)).toBe(body);
    expect(dead).toMatchObject({ reason: 'not-an-envelope', source: 'receive-responses' });
  });

  it('is not acknowledged when it could not be set aside', async () => {
    closeDeadLetters(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    expect((await receiveResponsesHandler(gateway, ACCEPT_ALL)(request('hello'))).status).toBe(503);
    gateway.published.failWith = new PublishError('misconfigured', 'no topic');
    expect((await receiveResponsesHandler(gateway, ACCEPT_ALL)(request('hello'))).status).toBe(503);
  });

  it('has as many attributes as Pub/Sub takes', async () => {
    const attributes = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`name-${i}`, 'x']));
    await receiveResponsesHandler(gateway, ACCEPT_ALL)(request(wrapped(BODY, attributes)));
    expect(gateway.store.records()).toMatchObject([{ requestId: 'a' }]);
  });

  it('whose body was not taken in is told so, and neither read nor set aside', async () => {
    const handler = receiveResponsesHandler(gateway, ACCEPT_ALL);
    const { status, headers } = await handler({ ...request(''), refused: { type: 'unavailable' } });
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    const large = { type: 'too-large', detail: 'The body has 9 bytes; at most 8 are taken.' } as const;
    expect((await handler({ ...request(''), refused: large })).status).toBe(413);
    expect(setAsideBy(gateway)).toEqual([]);
  });

  it('is answered 405 by any other method', async () => {
    expect((await receiveResponsesHandler(gateway, ACCEPT_ALL)(request('', {}, 'GET'))).status).toBe(405);
  });
});
