import { describe, expect, it } from 'vitest';
import { keepDeadLettersHandler } from '../../../functions/keep-dead-letters/handler.ts';
import { ACCEPT_ALL } from '../../../shared/http/push-auth.ts';
import { RecordRefusedError, StoreUnavailableError } from '../../../shared/ports/errors.ts';
import type { Message } from '../../../shared/protocol/message.ts';
import { deadLetter } from '../../../shared/use-cases/dead-letter.ts';
import { keepDeadLetter } from '../../../shared/use-cases/keep-dead-letter.ts';
import { closeDeadLetters, messageIdOf, received, setAsideBy, TOPICS, testGateway } from '../../fixtures.ts';
import { logged } from './actions.ts';

const WHY = { source: 'intake-jobs', reason: 'invalid', detail: '/payload' };

/** As it comes from a topic. */
function fromTopic({ data, attributes }: Message, messageId = 'topic-7') {
  return { ...received(data, { ...attributes }), messageId: messageIdOf(messageId) };
}

describe('a message of the dead-letter topic', () => {
  it.each([
    ['', {}],
    ['x', { team: 'emea', redriveGeneration: '3', redriveOf: 'a'.repeat(24) }],
    [Buffer.from([0, 255]), { deadLetterReason: 'forged' }],
  ])('is the same letter as if the store had taken it at once: %j', async (data, attributes) => {
    const message = received(data, attributes as Record<string, string>);
    const [direct, late] = [testGateway(), testGateway()];
    await deadLetter(direct, message, WHY);
    const { create } = late.deadLetters;
    closeDeadLetters(late);
    await deadLetter(late, message, WHY);
    Object.assign(late.deadLetters, { create });
    const [sent] = late.published.to(TOPICS.deadLetters);
    for (const messageId of ['topic-7', 'topic-8'])
      await keepDeadLetter(late, 'dead-letters', fromTopic(sent?.message as Message, messageId));
    const [expected] = setAsideBy(direct);
    const [kept, ...more] = setAsideBy(late);
    expect(more).toEqual([]);
    // A label of the message's own is lost on the way over the topic, where the gateway's has its name.
    expect({ ...kept, attributes: 0 }).toEqual({ ...expected, attributes: 0 });
  });

  it('that nothing is known of is kept all the same', async () => {
    const gateway = testGateway();
    await keepDeadLetter(gateway, 'dead-letters', received('by hand'));
    expect(setAsideBy(gateway)).toMatchObject([
      { source: 'dead-letters', reason: 'unknown', messageId: 'in-1', data: Buffer.from('by hand') },
    ]);
    expect(logged(gateway)).toEqual(['dead-letter.kept']);
  });
});

describe('a message that Pub/Sub gave up on', () => {
  it.each([
    'intake-undelivered',
    'results-undelivered',
  ] as const)('on %s is kept, and told once', async (from) => {
    const gateway = testGateway();
    const message = received('x', { CloudPubSubDeadLetterSourceDeliveryCount: '100', team: 'emea' });
    for (const again of [message, message]) await keepDeadLetter(gateway, from, again);
    expect(setAsideBy(gateway)).toMatchObject([
      { source: from, reason: 'undelivered', attributes: message.attributes },
    ]);
    expect(logged(gateway).filter((name) => name === 'message.dead-lettered')).toHaveLength(1);
  });
});

describe('a result that a webhook or the warehouse did not take', () => {
  const given = (subscription: string) =>
    received('{}', {
      CloudPubSubDeadLetterSourceSubscription: subscription,
      dedupKey: 'k',
      status: 'completed',
    });

  it('is told as theirs, beside the same result of others', async () => {
    const gateway = testGateway();
    for (const name of ['webhook.crm.d4eb294b', 'webhook.data-lake.e3b0c442', 'warehouse-facts', 'results'])
      await keepDeadLetter(gateway, 'results-undelivered', given(`modigie-gateway-${name}`));
    expect(setAsideBy(gateway).map(({ source, reason }) => [source, reason])).toEqual([
      ['webhook-crm', 'undelivered'],
      ['webhook-data-lake', 'undelivered'],
      ['warehouse-facts', 'undelivered'],
      ['results-undelivered', 'undelivered'],
    ]);
    expect(logged(gateway).filter((name) => name === 'message.dead-lettered')).toHaveLength(4);
  });
});

describe('keep-dead-letters', () => {
  const push = (target: string, body: unknown) => ({
    method: 'POST',
    target,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  const wrapped = { message: { data: 'eA==', messageId: '1', attributes: { Team: 'emea' } } };

  it.each([
    ['/dead-letters', 'dead-letters'],
    ['/intake-undelivered', 'intake-undelivered'],
    ['/results-undelivered', 'results-undelivered'],
    ['/', 'dead-letters'],
    ['/elsewhere?x=/intake-undelivered', 'dead-letters'],
  ])('tells topics apart by the path: %s', async (target, source) => {
    const gateway = testGateway();
    const { status } = await keepDeadLettersHandler(gateway, ACCEPT_ALL)(push(target, wrapped));
    expect(status).toBe(204);
    expect(setAsideBy(gateway)).toMatchObject([{ source, attributes: { Team: 'emea' } }]);
  });

  it('keeps what carries no message, and publishes nothing', async () => {
    const gateway = testGateway();
    expect((await keepDeadLettersHandler(gateway, ACCEPT_ALL)(push('/dead-letters', 'no'))).status).toBe(204);
    expect(setAsideBy(gateway)).toMatchObject([{ source: 'keep-dead-letters', data: Buffer.from('no') }]);
    expect(gateway.published.sent).toEqual([]);
  });

  it('has a message delivered again while the store does not answer', async () => {
    const gateway = testGateway();
    closeDeadLetters(gateway, new StoreUnavailableError());
    const handler = keepDeadLettersHandler(gateway, ACCEPT_ALL);
    expect((await handler(push('/dead-letters', wrapped))).status).toBe(503);
    expect((await handler(push('/dead-letters', 'no'))).status).toBe(503);
    expect(gateway.published.sent).toEqual([]);
  });

  it('leaves what the store never takes to the pull subscription, and never sets it aside again', async () => {
    const gateway = testGateway();
    closeDeadLetters(gateway, new RecordRefusedError());
    const handler = keepDeadLettersHandler(gateway, ACCEPT_ALL);
    expect((await handler(push('/intake-undelivered', wrapped))).status).toBe(204);
    expect(logged(gateway)).toEqual(['dead-letter.not-kept']);
    expect(gateway.published.sent).toEqual([]);
  });
});
