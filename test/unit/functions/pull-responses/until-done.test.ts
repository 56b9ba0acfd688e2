import { nextTick } from 'node:process';
import { describe, expect, it } from 'vitest';
import { untilDone } from '../../../../functions/pull-responses/until-done.ts';
import { systemClock } from '../../../../shared/adapters/system/system-clock.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { ReceivedMessage } from '../../../../shared/protocol/message.ts';
import { timestampOf } from '../../../../shared/protocol/timestamp.ts';
import {
  type AnswerFields,
  answerBody,
  MINUTE,
  messageIdOf,
  received,
  START,
  submission,
  type TestGateway,
  testGateway,
} from '../../../fixtures.ts';
import { countCalls, fail, logged, recordOf, submit } from '../../use-cases/actions.ts';

const PATIENCE = { endsAt: later(START, MINUTE), maxWaiting: 10 };

const discardOf = (messageId: string) => ({
  messageId: messageIdOf('d-1'),
  publishTime: timestampOf(START),
  data: Buffer.from('{}'),
  attributes: { modigieJobDiscardReasonType: 'MissingJobIdError', modigiePubsubMessageId: messageId },
});

/**
 * Lets time pass at each wait; a moment, in which messages are collected, is none.
 * @returns how long each was, in milliseconds
 */
function waits(gateway: TestGateway, onWait: (nth: number) => unknown = () => undefined): number[] {
  const slept: number[] = [];
  Object.assign(gateway.clock, {
    sleep: async (ms: number) => {
      if (ms === 0) return;
      gateway.clock.time = later(gateway.clock.time, ms);
      await onWait(slept.push(ms));
    },
  });
  return slept;
}

describe('a pulled message', () => {
  it('that is taken in may be acknowledged at once', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    const message = { ...discardOf(''), attributes: {}, data: Buffer.from(answerBody({ id: 'job-1' })) };
    expect(await untilDone(gateway, PATIENCE)(message)).toBe(true);
    expect(slept).toEqual([]);
  });

  it('that waits for its dead letter holds no other up', async () => {
    const gateway = testGateway();
    waits(gateway);
    Object.assign(gateway.deadLetters, { create: () => new Promise(() => undefined) });
    const isDone = untilDone(gateway, PATIENCE);
    const [unreadable, good] = [received('no JSON'), received(answerBody({ id: 'job-1' }))].map(isDone);
    expect(await good).toBe(true);
    expect(await Promise.race([unreadable, 'not yet'])).toBe('not yet');
  });

  it('that cannot be taken in yet is tried a few times, further and further apart, then returned', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    const calls = countCalls(gateway);
    expect(await untilDone(gateway, PATIENCE)(discardOf('unknown'))).toBe(false);
    // The last wait ends with the pull: returned before, it would come again at once.
    expect(slept).toEqual([5_000, 10_000, 20_000, 25_000]);
    expect(calls.findByMessageId).toBe(4);
  });

  it('is taken in as soon as what it waits for is there', async () => {
    const gateway = testGateway();
    const slept = waits(gateway, (nth) => nth === 2 && submit(gateway));
    expect(await untilDone(gateway, PATIENCE)(discardOf('msg-1'))).toBe(true);
    expect(slept).toHaveLength(2);
    expect(await recordOf(gateway)).toMatchObject({ status: 'discarded' });
  });

  it('waits likewise for a store that does not answer', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    fail(gateway, 'findByMessageId');
    expect(await untilDone(gateway, PATIENCE)(discardOf('msg-1'))).toBe(false);
    expect(slept).toHaveLength(4);
    expect(new Set(logged(gateway))).toEqual(new Set(['store.unavailable']));
  });

  it('is not returned at once where the store does not answer: it would come again without a pause', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    fail(gateway, 'findByMessageId');
    expect(await untilDone(gateway, { ...PATIENCE, maxWaiting: 0 })(discardOf('msg-1'))).toBe(false);
    expect(slept).toEqual([5_000]);
  });

  it('is returned at once where too many wait already: others must get through', async () => {
    const gateway = testGateway();
    waits(gateway);
    const process = untilDone(gateway, { ...PATIENCE, maxWaiting: 2 });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    Object.assign(gateway.clock, { sleep: async (ms: number) => (ms === 0 ? undefined : held) });
    const waiting = [process(discardOf('a')), process(discardOf('b'))];
    expect(await process(discardOf('c'))).toBe(false);
    gateway.clock.time = PATIENCE.endsAt;
    release();
    expect(await Promise.all(waiting)).toEqual([false, false]);
  });
});

describe('messages that are pulled at once', () => {
  const answerOf = (fields: AnswerFields) => received(answerBody(fields));
  const processed = (gateway: TestGateway, messages: readonly ReceivedMessage[]) => {
    const process = untilDone(gateway, PATIENCE);
    return Promise.all(messages.map((message) => process(message)));
  };

  it('are taken in as one set: six answers for each of two jobs cost one read and one write', async () => {
    const gateway = testGateway();
    for (const requestId of ['a', 'b']) await submit(gateway, submission(requestId));
    const calls = countCalls(gateway);
    const statuses = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'on-hold'];
    const messages = statuses.flatMap((status) => [
      answerOf({ id: 'a', status }),
      answerOf({ id: 'b', status }),
    ]);
    expect(await processed(gateway, messages)).toEqual(Array(12).fill(true));
    expect(calls).toEqual({ getMany: 1, replaceAll: 1 });
  });

  it('are those that the client hands over one by one, each in a tick of its own', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const calls = countCalls(gateway);
    const process = untilDone({ ...gateway, clock: systemClock }, PATIENCE);
    const statuses = ['created', 'validated', 'processing'];
    const done = await Promise.all(
      statuses.map(
        (status) =>
          new Promise((resolve) => {
            nextTick(() => resolve(process(answerOf({ status }))));
          }),
      ),
    );
    expect(done).toEqual([true, true, true]);
    expect(calls).toEqual({ getMany: 1, replaceAll: 1 });
  });

  it('are tried again each by itself: a fault of one is that of no other', async () => {
    const gateway = testGateway();
    const slept = waits(gateway);
    for (const requestId of ['a', 'b']) await submit(gateway, submission(requestId));
    fail(gateway, 'replace', { concerned: /^a$/ });
    const messages = ['a', 'b'].map((id) => answerOf({ id, status: 'processing' }));
    expect(await processed(gateway, messages)).toEqual([false, true]);
    expect(slept).toHaveLength(4);
    expect(await recordOf(gateway, 'b')).toMatchObject({ status: 'processing' });
  });

  it('are a set of their own when they come after a moment', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    const process = untilDone(gateway, PATIENCE);
    for (const id of ['a', 'b']) expect(await process(answerOf({ id }))).toBe(true);
    expect(calls).toEqual({ getMany: 2, createAll: 2 });
  });
});
