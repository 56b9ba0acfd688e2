import { describe, expect, it } from 'vitest';
import {
  PublishError,
  RecordRefusedError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../../shared/ports/errors.ts';
import type { ReceivedMessage } from '../../../shared/protocol/message.ts';
import { deadLetter } from '../../../shared/use-cases/dead-letter.ts';
import {
  closeDeadLetters,
  received,
  setAsideBy,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../fixtures.ts';
import { publisherOf } from '../../one-by-one.ts';
import { logged } from './actions.ts';

function setAside(gateway: TestGateway, message: ReceivedMessage, detail?: string): Promise<void> {
  return deadLetter(gateway, message, { source: 'intake-jobs', reason: 'invalid', detail });
}

/** Of a store that takes no dead letter. */
async function publishedFor(message: ReceivedMessage, detail?: string) {
  const gateway = testGateway();
  closeDeadLetters(gateway);
  await setAside(gateway, message, detail);
  return gateway.published.to(TOPICS.deadLetters)[0]?.message;
}

describe('a message that is set aside', () => {
  it('is kept with its bytes and attributes, whatever they are, and published nowhere', async () => {
    const gateway = testGateway();
    const attributes = { team: 'emea', '': 'x', googX: 'y', ['k'.repeat(300)]: 'z'.repeat(3_000) };
    await setAside(gateway, received(Buffer.from([0, 255, 10, 13]), attributes), '/payload /jobType');
    expect(setAsideBy(gateway)).toMatchObject([
      {
        data: Buffer.from([0, 255, 10, 13]),
        attributes,
        source: 'intake-jobs',
        reason: 'invalid',
        detail: '/payload /jobType',
        messageId: 'in-1',
        generation: 1,
        state: 'waiting',
      },
    ]);
    expect(gateway.published.sent).toEqual([]);
  });

  it('and comes again is the same letter', async () => {
    const gateway = testGateway();
    for (const detail of ['/a', '/b']) await setAside(gateway, received('x'), detail);
    expect(setAsideBy(gateway)).toMatchObject([{ detail: '/a' }]);
  });

  it('is logged with IDs and the reason, and nothing that it holds', async () => {
    const gateway = testGateway();
    await setAside(gateway, received('Ingrid', { name: 'Ingrid' }));
    const document = setAsideBy(gateway)[0]?.id;
    expect(gateway.events).toEqual([
      {
        name: 'message.dead-lettered',
        fields: { messageId: 'in-1', function: 'intake-jobs', reason: 'invalid', document },
      },
    ]);
  });

  it.each([
    ['does not answer', new StoreUnavailableError(), 'dead-letter.passed-on'],
    ['refuses the gateway', new StoreMisconfiguredError('no-permission'), 'store.misconfigured'],
    ['never takes it', new RecordRefusedError(), 'dead-letter.passed-on'],
  ])('goes to the topic when the store %s', async (_name, fault, event) => {
    const gateway = testGateway();
    closeDeadLetters(gateway, fault);
    await setAside(gateway, received('x'));
    expect(gateway.published.to(TOPICS.deadLetters)).toHaveLength(1);
    expect(logged(gateway)).toContain('message.dead-lettered');
    expect(logged(gateway).some((name) => [event, 'store.unavailable'].includes(name))).toBe(true);
  });

  it('that neither takes is an error, and is not said to be set aside', async () => {
    const gateway = testGateway();
    closeDeadLetters(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(setAside(gateway, received('x'))).rejects.toThrow(PublishError);
    expect(logged(gateway)).toEqual([]);
  });

  it('goes to the topic for a fault of ours as well, which is told as one', async () => {
    const gateway = testGateway();
    const error = new RangeError('a bug');
    closeDeadLetters(gateway, error);
    await setAside(gateway, received('x'));
    expect(gateway.published.to(TOPICS.deadLetters)).toHaveLength(1);
    expect(gateway.events).toMatchObject([
      { name: 'request.failed', fields: { messageId: 'in-1', reason: 'set-aside', error } },
      { name: 'dead-letter.passed-on', fields: { messageId: 'in-1', reason: 'set-aside' } },
      { name: 'message.dead-lettered' },
    ]);
  });

  it('does not hide a fault of ours where the topic does not take it either', async () => {
    const gateway = testGateway();
    closeDeadLetters(gateway, new RangeError('a bug'));
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(setAside(gateway, received('x'))).rejects.toThrow(PublishError);
    expect(logged(gateway)).toEqual(['request.failed']);
  });
});

describe('a dead letter on the topic', () => {
  it('has the bytes of the message, whatever they are', async () => {
    const data = Buffer.from([0, 255, 10, 13]);
    expect((await publishedFor(received(data)))?.data).toEqual(data);
  });

  it('has the attributes of the message, the reason, and where it came from', async () => {
    expect((await publishedFor(received('x', { team: 'emea' })))?.attributes).toEqual({
      team: 'emea',
      deadLetterReason: 'invalid',
      deadLetterSource: 'intake-jobs',
      originalMessageId: 'in-1',
      originalPublishTime: '2026-03-01T00:00:00.000000Z',
    });
  });

  it('says where it is wrong', async () => {
    const { attributes } = (await publishedFor(received('x'), '/payload')) ?? {};
    expect(attributes).toMatchObject({ deadLetterDetail: '/payload' });
  });

  it('is cut where Pub/Sub takes 1,024 bytes, and never through a character', async () => {
    const message = received('x', { long: `x${'é'.repeat(600)}`, odd: 'A\uD800' });
    const attributes = (await publishedFor(message, 'y'.repeat(2000)))?.attributes;
    expect(attributes).toMatchObject({
      deadLetterDetail: 'y'.repeat(1024),
      long: `x${'é'.repeat(511)}`,
      odd: 'A\uFFFD',
    });
  });

  it('leaves out attributes that Pub/Sub refuses', async () => {
    const refused = { '': 'x', googclient_schemaencoding: 'x', GoogX: 'x', ['k'.repeat(257)]: 'x' };
    const message = received('x', { ...refused, good: 'x', ['k'.repeat(256)]: 'x' });
    const kept = Object.keys((await publishedFor(message))?.attributes ?? {});
    expect(kept.filter((key) => !/^(?:deadLetter|original)/.test(key))).toEqual(['good', 'k'.repeat(256)]);
  });

  it('keeps 90 attributes, so that its own find room: Pub/Sub takes 100', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key-${i}`, 'x']));
    const redriven = { redriveGeneration: '2', redriveOf: '0'.repeat(24) };
    const attributes =
      (await publishedFor(received('x', { ...many, ...redriven }), '/payload'))?.attributes ?? {};
    expect(Object.keys(attributes).filter((key) => key.startsWith('key-'))).toHaveLength(90);
    expect(attributes).toMatchObject({ deadLetterReason: 'invalid', ...redriven });
  });

  it('keeps its own attributes, whatever the message calls its own', async () => {
    const message = received('x', { deadLetterReason: 'none', originalMessageId: 'another' });
    expect((await publishedFor(message))?.attributes).toMatchObject({
      deadLetterReason: 'invalid',
      originalMessageId: 'in-1',
    });
  });

  /** A topic that takes a pointer, and no message with its bytes. */
  function refusingBytes(gateway: TestGateway) {
    const asGateway = publisherOf(async (topic, message) => {
      if (message.data.length > 2) throw new PublishError('refused', 'too large');
      return gateway.published.publish(topic, message);
    });
    return { ...gateway, asGateway };
  }

  it('is a pointer to its message when store and topic refuse that for good', async () => {
    const gateway = testGateway();
    closeDeadLetters(gateway, new RecordRefusedError());
    await setAside(refusingBytes(gateway), received('x'.repeat(500), { team: 'emea' }));
    const [pointer] = gateway.published.to(TOPICS.deadLetters);
    expect(String(pointer?.message.data)).toBe('{}');
    expect(pointer?.message.attributes).toEqual({
      deadLetterReason: 'invalid',
      deadLetterSource: 'intake-jobs',
      originalMessageId: 'in-1',
      originalPublishTime: '2026-03-01T00:00:00.000000Z',
      originalBytes: '500',
    });
    expect(logged(gateway)).toContain('message.dead-lettered');
  });

  it.each([
    ['the store will answer again', new StoreUnavailableError()],
    ['a fault of ours will be mended', new RangeError('a bug')],
  ])('is no pointer while %s: the message is then taken whole', async (_name, fault) => {
    const gateway = testGateway();
    closeDeadLetters(gateway, fault);
    await expect(setAside(refusingBytes(gateway), received('x'.repeat(500)))).rejects.toThrow(fault);
    expect(gateway.published.sent).toEqual([]);
  });
});
