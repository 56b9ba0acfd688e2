import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { PublishError, RecordRefusedError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import type { ReceivedMessage } from '../../../../shared/protocol/message.ts';
import { timestampOf } from '../../../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../../../shared/use-cases/receive/receive-response.ts';
import { receiveResponses as receiveEach } from '../../../../shared/use-cases/receive/receive-responses.ts';
import {
  type AnswerFields,
  answerBody,
  PAYLOAD,
  received,
  START,
  setAsideBy,
  submission,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../../fixtures.ts';
import { setsOf } from '../../../one-by-one.ts';
import { countCalls, fail, intercept, logged, recordOf, submit } from '../actions.ts';

/** @returns what becomes of all of them */
const receiveResponses = (...given: Parameters<typeof receiveEach>) => Promise.all(receiveEach(...given));

const ON_THE_WAY = ['created', 'validated', 'enqueued', 'dispatching', 'processing'];
const SIX = [...ON_THE_WAY, 'completed'];

const said = (fields: AnswerFields = {}) => received(answerBody(fields));
/** An answer of the nth second. */
const saidAt = (second: number, fields: AnswerFields) =>
  said({ updateTime: timestampOf(later(START, second * 1000)), ...fields });
const lifeOf = (id: string, statuses = SIX) => statuses.map((status, i) => saidAt(i, { id, status }));
const DISCARD = received('{}', {
  modigieJobDiscardReasonType: 'DuplicateJobIdError',
  modigiePubsubMessageId: 'msg-1',
});

/** All that a gateway has stored, sent and logged. */
const traceOf = ({ store, published: { sent }, events }: TestGateway) => ({
  records: store.records(),
  sent,
  events,
});
const done = (count: number) => Array(count).fill('done');

async function submitted(...ids: readonly string[]): Promise<TestGateway> {
  const gateway = testGateway();
  for (const id of ids) await submit(gateway, submission(id));
  return gateway;
}

/** @returns the gateway, once it has taken the messages in one after the other */
async function oneByOne(gateway: TestGateway, messages: readonly ReceivedMessage[]): Promise<TestGateway> {
  for (const message of messages) await receiveResponse(gateway, message);
  return gateway;
}

describe('a set of messages', () => {
  const PRIORS: readonly (readonly ReceivedMessage[])[] = [
    [],
    [saidAt(1, { status: 'processing' })],
    [saidAt(1, { status: 'failed' })],
    [saidAt(1, { status: 'completed' })],
    [DISCARD],
    [DISCARD, saidAt(1, { status: 'processing', payload: PAYLOAD })],
  ];
  const MESSAGES = [
    ...lifeOf('lead-1', [...SIX, 'failed', 'on-hold']),
    ...[said({ id: 'theirs' }), said({ name: 'repositories/other/jobs/lead-1' }), DISCARD, received('{')],
    said({ filler: 'x'.repeat(800_000) }),
  ];

  it('of one is that one alone, for every prior state', async () => {
    for (const prior of PRIORS) {
      for (const message of MESSAGES) {
        const [alone, set] = [await submitted('lead-1'), await submitted('lead-1')];
        for (const gateway of [alone, set]) await oneByOne(gateway, prior);
        const expected = await receiveResponse(alone, message);
        expect(await receiveResponses(set, [message])).toEqual([expected]);
        expect(traceOf(set)).toEqual(traceOf(alone));
      }
    }
  });

  it('of one meets the same fault, and does not throw it', async () => {
    const gateway = await submitted('lead-1');
    fail(gateway, 'replace');
    expect(await receiveResponses(gateway, [said()])).toEqual([expect.any(StoreUnavailableError)]);
  });

  it('is answered in its order, good and bad beside each other', async () => {
    const gateway = await submitted('a', 'b');
    fail(gateway, 'replace', { concerned: /^b$/ });
    const unknown = { ...DISCARD.attributes, modigiePubsubMessageId: 'unknown' };
    const messages = [
      ...[said({ id: 'b' }), received('{'), received('{}', unknown)],
      ...[saidAt(1, { id: 'a', status: 'created' }), said({ id: 'b', status: 'failed' }), said({ id: 'a' })],
    ];
    const fault = expect.any(StoreUnavailableError);
    expect(await receiveResponses(gateway, messages)).toEqual([
      ...[fault, 'done', 'retry-later'],
      ...['done', fault, 'done'],
    ]);
  });

  it('is empty at times, and costs nothing then', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    expect(await receiveResponses(gateway, [])).toEqual([]);
    expect(calls).toEqual({});
  });

  it('reads and writes all of its jobs together', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `lead-${i}`);
    const gateway = await submitted(...ids);
    const calls = countCalls(gateway);
    const messages = ids.flatMap((id) => lifeOf(id));
    expect(await receiveResponses(gateway, messages)).toEqual(done(300));
    // The second write notes the delivery.
    expect(calls).toEqual({ getMany: 1, replaceAll: 2 });
    expect(gateway.published.to(TOPICS.results)).toHaveLength(50);
  });
});

describe('answers for one job', () => {
  const anyOrder = (messages: readonly ReceivedMessage[]) =>
    fc.shuffledSubarray([...messages], { minLength: messages.length });

  /** The record but for the endings that were superseded on the way to it. */
  const outcomeOf = async (gateway: TestGateway) => {
    const { endings: _endings, delivery: _delivery, ...record } = await recordOf(gateway);
    return record;
  };

  it('are one read and one write, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(anyOrder(lifeOf('lead-1', [...ON_THE_WAY, 'on-hold'])), async (messages) => {
        const [gateway, expected] = [await submitted('lead-1'), await submitted('lead-1')];
        const calls = countCalls(gateway);
        expect(await receiveResponses(gateway, messages)).toEqual(done(6));
        expect(calls).toEqual({ getMany: 1, replaceAll: 1 });
        await oneByOne(expected, messages);
        expect(gateway.store.records()).toEqual(expected.store.records());
      }),
      { numRuns: 100 },
    );
  });

  it('end in the record that they end in one by one, whatever they say', async () => {
    const status = fc.constantFrom(...SIX, 'failed', 'canceled', 'rejected', 'on-hold', 'paused');
    const answer = fc.record({ second: fc.integer({ min: 0, max: 4 }), status });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 8 }), async (answers) => {
        const messages = answers.map(({ second, status: one }) => saidAt(second, { status: one }));
        const [gateway, expected] = [await submitted('lead-1'), await submitted('lead-1')];
        expect(await receiveResponses(gateway, messages)).toEqual(done(messages.length));
        await oneByOne(expected, messages);
        expect(await outcomeOf(gateway)).toEqual(await outcomeOf(expected));
        expect(gateway.published.to(TOPICS.results).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  it('are stored and delivered once, however often each of them comes', async () => {
    await fc.assert(
      fc.asyncProperty(anyOrder([...lifeOf('lead-1'), ...lifeOf('lead-1')]), async (messages) => {
        const gateway = await submitted('lead-1');
        const calls = countCalls(gateway);
        expect(await receiveResponses(gateway, messages)).toEqual(done(12));
        expect(calls).toEqual({ getMany: 1, replaceAll: 2 });
        expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
        expect(await recordOf(gateway)).toMatchObject({ delivery: { key: 'lead-1/completed' } });
      }),
      { numRuns: 50 },
    );
  });

  it('that contradict each other begin no retry that the later one forbids', async () => {
    const gateway = await submitted('lead-1');
    await receiveResponses(gateway, lifeOf('lead-1', ['failed', 'completed']));
    expect(await recordOf(gateway)).toMatchObject({ status: 'completed', wake: { for: 'purge' } });
    expect(logged(gateway).filter((name) => name === 'job.ended')).toHaveLength(1);
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });

  it('of which one has an unknown status tell a person of it, although a later one is stored', async () => {
    const gateway = await submitted('lead-1');
    await receiveResponses(gateway, lifeOf('lead-1', ['on-hold', 'completed']));
    const told = gateway.events.filter(({ name }) => name === 'job.unknown-status');
    expect(told).toMatchObject([{ fields: { requestId: 'lead-1', status: 'on-hold' } }]);
  });

  it('of an unknown ID are created once', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    expect(await receiveResponses(gateway, lifeOf('theirs'))).toEqual(done(6));
    expect(calls).toEqual({ getMany: 1, createAll: 1 });
    expect(await recordOf(gateway, 'theirs')).toMatchObject({ origin: 'external', status: 'completed' });
  });

  it('that are not tracked cost nothing beside the one that is', async () => {
    const gateway = await submitted('lead-1');
    const calls = countCalls(gateway);
    const policy = { ...gateway.policy, tracking: 'endings-only' as const };
    expect(await receiveResponses({ ...gateway, policy }, lifeOf('lead-1'))).toEqual(done(6));
    expect(calls).toEqual({ getMany: 1, replaceAll: 2 });
    expect(logged(gateway).filter((name) => name === 'job.untracked')).toHaveLength(5);
  });

  it("but about another system's are set aside, each of them, and ours is taken in", async () => {
    const gateway = await submitted('lead-1');
    await receiveResponse(gateway, DISCARD);
    const calls = countCalls(gateway);
    const theirs = { payload: { person: { firstName: 'Bob' } } };
    const messages = [
      saidAt(1, { status: 'processing', payload: PAYLOAD }),
      saidAt(2, { status: 'failed', ...theirs }),
      saidAt(3, { status: 'completed', ...theirs }),
    ];
    expect(await receiveResponses(gateway, messages)).toEqual(done(3));
    const dead = setAsideBy(gateway).map(({ data }) => data);
    expect(dead).toEqual([messages[2]?.data, messages[1]?.data]);
    expect(calls).toEqual({ getMany: 1, replaceAll: 1 });
    expect(await recordOf(gateway)).toMatchObject({ status: 'processing' });
  });

  it('end in the same record as with a discard beside them, wherever that comes', async () => {
    const answers = lifeOf('lead-1', ['processing', 'completed']);
    const expected = await oneByOne(await submitted('lead-1'), [...answers, DISCARD]);
    for (const at of [0, 1, 2]) {
      const gateway = await submitted('lead-1');
      expect(await receiveResponses(gateway, answers.toSpliced(at, 0, DISCARD))).toEqual(done(3));
      expect(await outcomeOf(gateway)).toEqual(await outcomeOf(expected));
    }
  });
});

describe('a fault of the latest answer', () => {
  /** A gateway whose store fails at the first write from then on. */
  const failingOnce = async (fault: StoreUnavailableError | RecordRefusedError) => {
    const gateway = await submitted('lead-1');
    let isFirst = true;
    intercept(gateway.store, 'replace', () => {
      if (!isFirst) return;
      isFirst = false;
      throw fault;
    });
    Object.assign(gateway.store, setsOf(gateway.store));
    return gateway;
  };

  it('is that of no other: the next is read for and stored, and the latest comes again', async () => {
    const gateway = await failingOnce(new StoreUnavailableError());
    const calls = countCalls(gateway);
    const messages = lifeOf('lead-1');
    const taken = await receiveResponses(gateway, messages);
    expect(taken).toEqual([...done(5), expect.any(StoreUnavailableError)]);
    expect(calls).toMatchObject({ getMany: 2, replaceAll: 2 });
    expect(await recordOf(gateway)).toMatchObject({ status: 'processing' });
    expect(await receiveResponses(gateway, messages.slice(-1))).toEqual(['done']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'completed' });
  });

  it('that is final has it set aside, and no other', async () => {
    const gateway = await failingOnce(new RecordRefusedError());
    const messages = lifeOf('lead-1');
    expect(await receiveResponses(gateway, messages)).toEqual(done(6));
    const dead = setAsideBy(gateway).map(({ data }) => data);
    expect(dead).toEqual([messages[5]?.data]);
    expect(await recordOf(gateway)).toMatchObject({ status: 'processing' });
  });

  it('is that of all while the store is down: none of them is stored', async () => {
    const gateway = await submitted('lead-1', 'b');
    fail(gateway, 'replace', { concerned: /^lead-1$/ });
    const messages = [...lifeOf('lead-1'), ...lifeOf('b')];
    const taken = await receiveResponses(gateway, messages);
    expect(taken).toEqual([...Array(6).fill(expect.any(StoreUnavailableError)), ...done(6)]);
  });

  it('may be one of ours, and no error at all', async () => {
    const gateway = await submitted('lead-1');
    Object.assign(gateway.store, { getMany: () => Promise.reject('a fault of ours') });
    expect(await receiveResponses(gateway, [said()])).toEqual([new Error('a fault of ours')]);
  });

  it('is none while the results topic fails: the sweep delivers', async () => {
    const gateway = await submitted('lead-1');
    gateway.published.failWith = new PublishError('unavailable', 'down');
    const calls = countCalls(gateway);
    expect(await receiveResponses(gateway, lifeOf('lead-1'))).toEqual(done(6));
    // A publish that fails takes its time: the others are read for once more.
    expect(calls).toMatchObject({ getMany: 2, replaceAll: 1 });
    expect(await recordOf(gateway)).toMatchObject({ status: 'completed', wake: { for: 'deliver' } });
  });
});
