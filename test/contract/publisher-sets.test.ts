import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/protocol/message.ts';
import { ADAPTERS, type Harness } from './publishers.ts';

const messageOf = (text: string): Message => ({ data: Buffer.from(text), attributes: { text } });
const ISSUED = expect.stringMatching(/^\d+$/);

describe.each(ADAPTERS)('publishing sets on %s', (_name, create) => {
  const test = it.skipIf(!create);
  const listening = async () => {
    const { publisher, listen } = (create as () => Harness)();
    const topic = `projects/contract/topics/sets-${randomUUID()}`;
    return { publisher, topic, received: await listen(topic) };
  };

  test('of none is done at once', async () => {
    const { publisher, topic } = await listening();
    expect(await publisher.publishAll(topic, [])).toEqual([]);
  });

  test('gives each message its ID, in order', async () => {
    const { publisher, topic, received } = await listening();
    const ids = await publisher.publishAll(topic, ['a', 'b', 'a', 'c'].map(messageOf));
    const texts = new Map((await received(4)).map(({ messageId, data }) => [messageId, String(data)]));
    expect(ids.map((id) => texts.get(String(id)))).toEqual(['a', 'b', 'a', 'c']);
  });

  test('refuses what no topic takes, and that alone', async () => {
    const { publisher, topic, received } = await listening();
    const nothing = { data: Buffer.alloc(0), attributes: {} };
    const large = { data: Buffer.alloc(10_000_001), attributes: {} };
    const outcomes = await publisher.publishAll(topic, [nothing, messageOf('a'), large, messageOf('b')]);
    const refused = { name: 'PublishError', code: 'refused', maybeSent: false };
    expect(outcomes).toMatchObject([refused, ISSUED, refused, ISSUED]);
    const ids = (await received(2)).map(({ messageId }) => messageId);
    expect(ids.toSorted()).toEqual([outcomes[1], outcomes[3]].map(String).toSorted());
  });

  test('tells each message of a topic that does not exist', async () => {
    const { publisher } = await listening();
    const outcomes = await publisher.publishAll(
      'projects/contract/topics/nowhere',
      ['a', 'b'].map(messageOf),
    );
    const misconfigured = { name: 'PublishError', code: 'misconfigured', maybeSent: false };
    expect(outcomes).toMatchObject([misconfigured, misconfigured]);
  });

  test('takes 1,001 messages, each with an ID of its own', async () => {
    const { publisher, topic } = await listening();
    const ids = await publisher.publishAll(
      topic,
      Array.from({ length: 1_001 }, (_, i) => messageOf(`message ${i}`)),
    );
    expect(new Set(ids).size).toBe(1_001);
    expect(ids).toEqual(ids.map(() => ISSUED));
  });

  test('takes more than 10 MB', async () => {
    const { publisher, topic, received } = await listening();
    const messages = [1, 2, 3].map((i) => ({ data: Buffer.alloc(4_000_000, i), attributes: {} }));
    const ids = await publisher.publishAll(topic, messages);
    const byId = new Map((await received(3)).map(({ messageId, data }) => [messageId, data[0]]));
    expect(ids.map((id) => byId.get(String(id)))).toEqual([1, 2, 3]);
  });

  test('of one does what a single does', async () => {
    const { publisher, topic, received } = await listening();
    const [id] = await publisher.publishAll(topic, [messageOf('a')]);
    expect(await received(1)).toMatchObject([{ messageId: id, attributes: { text: 'a' } }]);
  });
});
