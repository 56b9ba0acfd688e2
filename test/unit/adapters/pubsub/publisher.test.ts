import type { PublisherClient } from '@google-cloud/pubsub/build/src/v1/publisher_client.js';
import { describe, expect, it } from 'vitest';
import { PubSubPublisher } from '../../../../shared/adapters/pubsub/publisher.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import type { Message } from '../../../../shared/protocol/message.ts';

const TOPIC = 'projects/p/topics/t';
const messageOf = (text: string): Message => ({ data: Buffer.from(text), attributes: {} });

/** Pub/Sub with a status for each call that has a message of this text; it answers with the texts as IDs. */
function pubsub(statuses: Readonly<Record<string, number>> = {}) {
  const calls: string[][] = [];
  const publish = async ({ messages }: { messages: Message[] }) => {
    const texts = messages.map(({ data }) => String(data.subarray(0, 9)));
    calls.push(texts);
    const code = texts.map((text) => statuses[text]).find((status) => status !== undefined);
    if (code !== undefined) throw Object.assign(new Error('refused'), { code });
    return [{ messageIds: texts.map((text) => `id-${text}`) }];
  };
  const client = { publish } as unknown as PublisherClient;
  return { calls, publisher: new PubSubPublisher(async () => client) };
}

const codesOf = (outcomes: readonly unknown[]) =>
  outcomes.map((outcome) => (outcome instanceof PublishError ? [outcome.code, outcome.maybeSent] : outcome));

describe('a set of messages', () => {
  it('is one call, without those that no topic takes', async () => {
    const { calls, publisher } = pubsub();
    const outcomes = await publisher.publishAll(TOPIC, ['a', '', 'b'].map(messageOf));
    expect(codesOf(outcomes)).toEqual(['id-a', ['refused', false], 'id-b']);
    expect(calls).toEqual([['a', 'b']]);
  });

  it('is several calls above 1,000 messages, or 9 MB with their attributes', async () => {
    const { calls, publisher } = pubsub();
    const many = Array.from({ length: 1_001 }, () => messageOf('a'));
    await publisher.publishAll(TOPIC, many);
    const attributes = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}`, 'x'.repeat(999)]));
    const large = (bytes: number) => ({ data: Buffer.alloc(bytes, 'x'), attributes });
    await publisher.publishAll(TOPIC, [large(4_490_000), large(4_490_000), large(1)]);
    expect(calls.map(({ length }) => length)).toEqual([1_000, 1, 2, 1]);
  });

  it('that Pub/Sub refuses is sent again in halves: the bad one alone is refused', async () => {
    const { calls, publisher } = pubsub({ bad: 3 });
    const outcomes = await publisher.publishAll(TOPIC, ['a', 'b', 'bad', 'c'].map(messageOf));
    expect(codesOf(outcomes)).toEqual(['id-a', 'id-b', ['refused', false], 'id-c']);
    expect(calls).toEqual([['a', 'b', 'bad', 'c'], ['a', 'b'], ['bad', 'c'], ['bad'], ['c']]);
  });

  it.each([
    [14, ['unavailable', true]],
    [7, ['misconfigured', false]],
  ])('shares a fault of its call, status %i', async (code, fault) => {
    const { calls, publisher } = pubsub({ bad: code });
    expect(codesOf(await publisher.publishAll(TOPIC, ['a', 'bad'].map(messageOf)))).toEqual([fault, fault]);
    expect(calls).toHaveLength(1);
  });

  it('of one throws what a single throws', async () => {
    const { publisher } = pubsub({ bad: 3 });
    await expect(publisher.publish(TOPIC, messageOf('bad'))).rejects.toMatchObject({ code: 'refused' });
    expect(await publisher.publish(TOPIC, messageOf('a'))).toBe('id-a');
  });
});
