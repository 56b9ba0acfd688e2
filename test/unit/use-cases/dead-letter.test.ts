import { describe, expect, it } from 'vitest';
import { PublishError } from '../../../shared/ports/errors.ts';
import type { ReceivedMessage } from '../../../shared/protocol/message.ts';
import { deadLetter } from '../../../shared/use-cases/dead-letter.ts';
import { received, type TestGateway, TOPICS, testGateway } from '../../fixtures.ts';
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

  it('says where it is wrong, in as many bytes as Pub/Sub takes', async () => {
    expect((await deadLetterOf(received('x'), '/payload'))?.attributes).toMatchObject({
      deadLetterDetail: '/payload',
    });
    const long = (await deadLetterOf(received('x'), 'ä'.repeat(1025)))?.attributes['deadLetterDetail'];
    expect(long).toBe('ä'.repeat(512));
  });

  it('keeps 90 attributes, so that its own find room: Pub/Sub takes 100', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key-${i}`, 'x']));
    const attributes = (await deadLetterOf(received('x', many), '/payload'))?.attributes ?? {};
    expect(Object.keys(attributes).filter((key) => key.startsWith('key-'))).toHaveLength(90);
    expect(attributes).toMatchObject({ deadLetterReason: 'invalid' });
  });

  it('drops or shortens attributes that Pub/Sub would refuse', async () => {
    const refused = { googclient_schemaname: 'x', ['k'.repeat(257)]: 'x', '': 'x' };
    const message = received('x', { ...refused, lone: '\uD800', long: 'y'.repeat(2000) });
    const { attributes = {} } = (await deadLetterOf(message)) ?? {};
    expect(Object.keys(attributes)).not.toEqual(expect.arrayContaining(Object.keys(refused)));
    expect(attributes).toMatchObject({ lone: '\uFFFD', long: 'y'.repeat(1024) });
  });

  it('is a pointer to the message when Pub/Sub refuses it all the same', async () => {
    const gateway = testGateway();
    const { publish } = gateway.published;
    let refusals = 0;
    gateway.published.publish = async (topic, message) => {
      if (message.attributes['team'] === undefined) return publish.call(gateway.published, topic, message);
      refusals += 1;
      throw new PublishError('refused', 'odd');
    };
    await setAside(gateway, received('secret', { team: 'emea' }));
    expect(refusals).toBe(1);
    const [pointer] = gateway.published.to(TOPICS.deadLetters);
    expect(String(pointer?.message.data)).toBe('{}');
    expect(pointer?.message.attributes).toMatchObject({ originalMessageId: 'in-1', originalBytes: '6' });
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

  it('that cannot be published is an error, and is not said to be set aside', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(setAside(gateway, received('x'))).rejects.toThrow(PublishError);
    expect(logged(gateway)).toEqual([]);
  });
});
