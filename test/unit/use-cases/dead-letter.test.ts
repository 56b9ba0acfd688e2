import { describe, expect, it } from 'vitest';
import { PublishError } from '../../../shared/ports/errors.ts';
import type { ReceivedMessage } from '../../../shared/protocol/message.ts';
import { deadLetter } from '../../../shared/use-cases/dead-letter.ts';
import { received, type TestGateway, TOPICS, testGateway } from '../../fixtures.ts';
import { publisherOf } from '../../one-by-one.ts';
import { logged } from './actions.ts';

function setAside(gateway: TestGateway, message: ReceivedMessage, detail?: string): Promise<void> {
  return deadLetter(gateway, message, { source: 'intake-jobs', reason: 'invalid', detail });
}

async function deadLetterOf(message: ReceivedMessage, detail?: string) {
  const gateway = testGateway();
  await setAside(gateway, message, detail);
  return gateway.published.to(TOPICS.deadLetters)[0]?.message;
}

describe('a dead letter', () => {
  it('has the bytes of the message, whatever they are', async () => {
    const data = Buffer.from([0, 255, 10, 13]);
    expect((await deadLetterOf(received(data)))?.data).toEqual(data);
  });

  it('has the attributes of the message, the reason, and where it came from', async () => {
    expect((await deadLetterOf(received('x', { team: 'emea' })))?.attributes).toEqual({
      team: 'emea',
      deadLetterReason: 'invalid',
      deadLetterSource: 'intake-jobs',
      originalMessageId: 'in-1',
      originalPublishTime: '2026-03-01T00:00:00.000000Z',
    });
  });

  it('says where it is wrong', async () => {
    expect((await deadLetterOf(received('x'), '/payload'))?.attributes).toMatchObject({
      deadLetterDetail: '/payload',
    });
  });

  it('is cut where Pub/Sub takes 1,024 bytes, and never through a character', async () => {
    const message = received('x', { long: `x${'é'.repeat(600)}`, odd: 'A\uD800' });
    const attributes = (await deadLetterOf(message, 'y'.repeat(2000)))?.attributes;
    expect(attributes).toMatchObject({
      deadLetterDetail: 'y'.repeat(1024),
      long: `x${'é'.repeat(511)}`,
      odd: 'A\uFFFD',
    });
  });

  it('leaves out attributes that Pub/Sub refuses', async () => {
    const refused = { '': 'x', googclient_schemaencoding: 'x', GoogX: 'x', ['k'.repeat(257)]: 'x' };
    const message = received('x', { ...refused, good: 'x', ['k'.repeat(256)]: 'x' });
    const kept = Object.keys((await deadLetterOf(message))?.attributes ?? {});
    expect(kept.filter((key) => !/^(?:deadLetter|original)/.test(key))).toEqual(['good', 'k'.repeat(256)]);
  });

  it('keeps 90 attributes, so that its own find room: Pub/Sub takes 100', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key-${i}`, 'x']));
    const attributes = (await deadLetterOf(received('x', many), '/payload'))?.attributes ?? {};
    expect(Object.keys(attributes).filter((key) => key.startsWith('key-'))).toHaveLength(90);
    expect(attributes).toMatchObject({ deadLetterReason: 'invalid' });
  });

  it('keeps its own attributes, whatever the message calls its own', async () => {
    const message = received('x', { deadLetterReason: 'none', originalMessageId: 'another' });
    expect((await deadLetterOf(message))?.attributes).toMatchObject({
      deadLetterReason: 'invalid',
      originalMessageId: 'in-1',
    });
  });

  it('is logged with the ID of the message and the reason', async () => {
    const gateway = testGateway();
    await setAside(gateway, received('x'));
    expect(gateway.events).toEqual([
      {
        name: 'message.dead-lettered',
        fields: { messageId: 'in-1', function: 'intake-jobs', reason: 'invalid' },
      },
    ]);
  });

  it('that Pub/Sub refuses is kept as a pointer to its message', async () => {
    const gateway = testGateway();
    let tries = 0;
    const asGateway = publisherOf(async (topic, message) => {
      tries += 1;
      if (tries === 1) throw new PublishError('refused', 'too large');
      return gateway.published.publish(topic, message);
    });
    await setAside({ ...gateway, asGateway }, received('x'.repeat(500), { team: 'emea' }));
    const [pointer] = gateway.published.to(TOPICS.deadLetters);
    expect(String(pointer?.message.data)).toBe('{}');
    expect(pointer?.message.attributes).toEqual({
      deadLetterReason: 'invalid',
      deadLetterSource: 'intake-jobs',
      originalMessageId: 'in-1',
      originalPublishTime: '2026-03-01T00:00:00.000000Z',
      originalBytes: '500',
    });
    expect(logged(gateway)).toEqual(['message.dead-lettered']);
  });

  it('that cannot be published is an error, and is not said to be set aside', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(setAside(gateway, received('x'))).rejects.toThrow(PublishError);
    expect(logged(gateway)).toEqual([]);
  });
});
