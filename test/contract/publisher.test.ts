import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/protocol/message.ts';
import { ADAPTERS, type Harness } from './publishers.ts';

describe.each(ADAPTERS)('publishing on %s', (_name, create) => {
  const test = it.skipIf(!create);
  const harness = () => (create as () => Harness)();

  test('carries bytes and attributes as they are, and returns the ID that the message arrives under', async () => {
    const { publisher, listen } = harness();
    const topic = `projects/contract/topics/topic-${randomUUID()}`;
    const next = await listen(topic);
    const sent = {
      data: Buffer.from([0, 255, 10, 13, 34]),
      attributes: { modigieJobRequestId: 'a', 'event.x': 'ä' },
    };
    const messageId = await publisher.publish(topic, sent);
    expect((await next(1))[0]).toMatchObject({ data: sent.data, attributes: sent.attributes, messageId });
  });

  test('tells a topic that does not exist from a passing fault', async () => {
    await expect(
      harness().publisher.publish('projects/contract/topics/nowhere', {
        data: Buffer.from('x'),
        attributes: {},
      }),
    ).rejects.toMatchObject({
      name: 'PublishError',
      code: 'misconfigured',
    });
  });

  const attributesOf = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, 'x']));
  test.each<[string, Message]>([
    ['nothing in it', { data: Buffer.alloc(0), attributes: {} }],
    ['more than 10 MB', { data: Buffer.alloc(10_000_001), attributes: {} }],
    ['10 MB with its attributes', { data: Buffer.alloc(9_999_990), attributes: { key: 'x'.repeat(10) } }],
    ['101 attributes', { data: Buffer.from('x'), attributes: attributesOf(101) }],
    ['an attribute without a name', { data: Buffer.from('x'), attributes: { '': 'x' } }],
    ['a name of 257 bytes', { data: Buffer.from('x'), attributes: { [`${'ä'.repeat(128)}x`]: 'x' } }],
    ['a value of 1,025 bytes', { data: Buffer.from('x'), attributes: { a: `${'ä'.repeat(512)}x` } }],
    ["a name that is Google's", { data: Buffer.from('x'), attributes: { googclient_x: 'x' } }],
  ])('refuses for good a message with %s', async (_what, message) => {
    const { publisher, listen } = harness();
    const topic = `projects/contract/topics/refusing-${randomUUID()}`;
    await listen(topic);
    await expect(publisher.publish(topic, message)).rejects.toMatchObject({
      name: 'PublishError',
      code: 'refused',
    });
  });

  test.each<[string, Message]>([
    ['attributes alone', { data: Buffer.alloc(0), attributes: { a: '' } }],
    ['100 attributes', { data: Buffer.from('x'), attributes: attributesOf(100) }],
    [
      'the longest name and value',
      { data: Buffer.from('x'), attributes: { ['ä'.repeat(128)]: 'ä'.repeat(512) } },
    ],
    [
      "a trace, as Google's own clients give it",
      { data: Buffer.from('x'), attributes: { googclient_traceparent: '00-a-b-01' } },
    ],
    ['9 MB', { data: Buffer.alloc(9_000_000, 'x'), attributes: {} }],
  ])('takes a message with %s', async (_what, message) => {
    const { publisher, listen } = harness();
    const topic = `projects/contract/topics/taking-${randomUUID()}`;
    const next = await listen(topic);
    await publisher.publish(topic, message);
    const [only] = await next(1);
    expect([only?.data.equals(message.data), only?.attributes]).toEqual([true, message.attributes]);
  });
});
