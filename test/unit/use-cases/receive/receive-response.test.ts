import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import {
  PublishError,
  RecordRefusedError,
  RecordUnreadableError,
  StoreUnavailableError,
} from '../../../../shared/ports/errors.ts';
import { timestampOf } from '../../../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../../../shared/use-cases/receive/receive-response.ts';
import {
  answerBody,
  closeDeadLetters,
  MINUTE,
  received,
  START,
  setAsideBy,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../../fixtures.ts';
import { countCalls, fail, logged, receiveAnswer, recordOf, submit, sweepAfter } from '../actions.ts';

/** The reasons of the messages that were set aside. */
const reasonsOf = (gateway: TestGateway) => setAsideBy(gateway).map(({ reason }) => reason);

describe('an answer', () => {
  it('is stored, for one read and one write', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const calls = countCalls(gateway);
    expect(await receiveAnswer(gateway, { status: 'processing' })).toBe('done');
    expect(calls).toEqual({ get: 1, replace: 1 });
    expect(await recordOf(gateway)).toMatchObject({ status: 'processing' });
  });

  it('that says nothing new costs one read', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'processing' });
    const calls = countCalls(gateway);
    await receiveAnswer(gateway, { status: 'created' });
    expect(calls).toEqual({ get: 1 });
  });

  it('that ends the job delivers its result, as Modigie sent it, byte for byte', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const body =
      '{"id":"lead-1","status":"completed","updateTime":"2026-03-01T00:00:30.000001Z","big":9007199254740993}';
    expect(await receiveResponse(gateway, received(body))).toBe('done');
    const [result] = gateway.published.to(TOPICS.results);
    expect(String(result?.message.data)).toContain(`"job":${body}}`);
    expect(await recordOf(gateway)).toMatchObject({ delivery: { key: 'lead-1/completed' } });
  });

  it('of an unknown status is stored, and a person is told', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'on-hold' });
    expect(await recordOf(gateway)).toMatchObject({ status: 'on-hold' });
    expect(gateway.events.at(-1)).toMatchObject({
      name: 'job.unknown-status',
      fields: { requestId: 'lead-1', status: 'on-hold' },
    });
  });

  it('of a known status tells nobody', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'processing' });
    expect(logged(gateway)).not.toContain('job.unknown-status');
  });

  it('for an unknown ID is kept, and starts nothing', async () => {
    const gateway = testGateway();
    await receiveAnswer(gateway, { id: 'theirs', status: 'completed' });
    expect(await recordOf(gateway, 'theirs')).toMatchObject({ origin: 'external', status: 'completed' });
    expect(gateway.published.sent).toEqual([]);
  });

  it('of six at once for one job ends in the same state, delivered once', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const statuses = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
    const answers = statuses.map((status, i) => ({ status, updateTime: timestampOf(later(START, i)) }));
    await Promise.all(answers.map((fields) => receiveAnswer(gateway, fields)));
    expect(await recordOf(gateway)).toMatchObject({
      status: 'completed',
      delivery: { key: 'lead-1/completed' },
    });
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });

  it('is taken in while the results topic fails, and the sweep delivers', async () => {
    const gateway = testGateway();
    await submit(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    expect(await receiveAnswer(gateway)).toBe('done');
    gateway.published.failWith = undefined;
    await sweepAfter(gateway);
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
    expect(await recordOf(gateway)).toMatchObject({
      wake: { for: 'purge' },
      delivery: { key: 'lead-1/completed' },
    });
  });

  it('is not acknowledged while the store is down', async () => {
    const gateway = testGateway();
    await submit(gateway);
    fail(gateway, 'replace');
    await expect(receiveAnswer(gateway)).rejects.toThrow(StoreUnavailableError);
  });
});

describe('an answer that is not tracked', () => {
  it('costs no call to the store', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const calls = countCalls(gateway);
    const policy = { ...gateway.policy, tracking: 'endings-only' as const };
    const message = received(answerBody({ status: 'processing' }));
    expect(await receiveResponse({ ...gateway, policy }, message)).toBe('done');
    expect(calls).toEqual({});
    expect(logged(gateway)).toContain('job.untracked');
  });
});

describe('a discard', () => {
  const discard = (messageId = 'msg-1', publishedAt = START) =>
    received('{}', {
      modigieJobDiscardReasonType: 'DuplicateJobIdError',
      modigiePubsubMessageId: messageId,
      modigiePubsubMessagePublishTime: timestampOf(publishedAt),
    });

  it('finds its request by the ID of the message, and ends the job', async () => {
    const gateway = testGateway();
    await submit(gateway);
    expect(await receiveResponse(gateway, discard())).toBe('done');
    expect(await recordOf(gateway)).toMatchObject({
      status: 'discarded',
      discard: { reasonType: 'DuplicateJobIdError' },
    });
    expect(logged(gateway)).toContain('job.discarded');
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });

  it('waits for the note of the message ID, for ten minutes after the publish', async () => {
    const gateway = testGateway();
    expect(await receiveResponse(gateway, discard())).toBe('retry-later');
    gateway.clock.time = later(START, 10 * MINUTE - 1);
    expect(await receiveResponse(gateway, discard())).toBe('retry-later');
    expect(gateway.published.sent).toEqual([]);
  });

  it('that matches nothing then is set aside, and a person is told', async () => {
    const gateway = testGateway();
    gateway.clock.time = later(START, 10 * MINUTE);
    expect(await receiveResponse(gateway, discard())).toBe('done');
    expect(setAsideBy(gateway)).toMatchObject([{ reason: 'discard-unmatched', detail: 'msg-1' }]);
    expect(gateway.events.at(-1)).toEqual({
      name: 'discard.unmatched',
      fields: { messageId: 'msg-1', reason: 'DuplicateJobIdError' },
    });
  });

  it('without a readable time of the publish counts from its own', async () => {
    const gateway = testGateway();
    const message = discard();
    const attributes = { ...message.attributes, modigiePubsubMessagePublishTime: 'soon' };
    gateway.clock.time = later(START, 9 * MINUTE);
    expect(await receiveResponse(gateway, { ...message, attributes })).toBe('retry-later');
    gateway.clock.time = later(START, 11 * MINUTE);
    expect(await receiveResponse(gateway, { ...message, attributes })).toBe('done');
  });
});

describe('a response that is none of this gateway', () => {
  it('but of another repository is set aside, and changes nothing', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const name = 'repositories/synthetic-1/jobs/lead-1';
    expect(await receiveAnswer(gateway, { name, status: 'completed' })).toBe('done');
    expect(reasonsOf(gateway)).toEqual(['other-repository']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'published', answer: null });
  });

  it('says so, or is taken for one of ours', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { name: 'repositories/repository-1/jobs/lead-1', status: 'processing' });
    expect(await recordOf(gateway)).toMatchObject({ status: 'processing' });
  });

  it("but about another system's job under the same ID is set aside", async () => {
    const gateway = testGateway();
    await submit(gateway);
    const { publish } = await recordOf(gateway);
    const attributes = {
      modigieJobDiscardReasonType: 'DuplicateJobIdError',
      modigiePubsubMessageId: String(publish.messageIds[0]),
    };
    await receiveResponse(gateway, received('{}', attributes));
    expect(
      await receiveAnswer(gateway, { status: 'completed', payload: { person: { firstName: 'Bob' } } }),
    ).toBe('done');
    expect(reasonsOf(gateway)).toEqual(['answer-of-another-job']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'discarded' });
  });
});

describe('an answer for a record that', () => {
  const withRecord = async (error: Error, method: 'get' | 'replace') => {
    const gateway = testGateway();
    await submit(gateway);
    Object.assign(gateway.store, { [method]: () => Promise.reject(error) });
    return gateway;
  };

  it('would be beyond storing is set aside', async () => {
    const gateway = await withRecord(new RecordRefusedError(), 'replace');
    expect(await receiveAnswer(gateway)).toBe('done');
    expect(reasonsOf(gateway)).toEqual(['record-refused']);
  });

  it('is malformed is set aside', async () => {
    const malformed = { requestId: 'lead-1', reason: 'malformed' } as const;
    const gateway = await withRecord(new RecordUnreadableError(malformed), 'get');
    expect(await receiveAnswer(gateway)).toBe('done');
    expect(reasonsOf(gateway)).toEqual(['record-unreadable']);
  });

  it('a newer gateway wrote comes again', async () => {
    const newer = { requestId: 'lead-1', reason: 'newer-format' } as const;
    const gateway = await withRecord(new RecordUnreadableError(newer), 'get');
    await expect(receiveAnswer(gateway)).rejects.toThrow(RecordUnreadableError);
    expect(reasonsOf(gateway)).toEqual([]);
  });
});

describe('a message that is no response', () => {
  it.each([
    ['not-json', '{'],
    ['not-an-object', '[1]'],
    ['no-request-id', '{"status":"created"}'],
    ['request-id-not-storable', '{"id":"a/b","status":"created"}'],
    ['too-large', answerBody({ filler: 'x'.repeat(800_000) })],
  ])('is set aside as %s, with its bytes', async (reason, data) => {
    const gateway = testGateway();
    expect(await receiveResponse(gateway, received(data))).toBe('done');
    const [dead] = setAsideBy(gateway);
    expect(String(dead?.data)).toBe(data);
    expect(dead).toMatchObject({ reason, source: 'receive-responses' });
    expect(gateway.store.records()).toEqual([]);
  });

  it('is not acknowledged when it could not be set aside', async () => {
    const gateway = testGateway();
    closeDeadLetters(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(receiveResponse(gateway, received('{'))).rejects.toThrow(PublishError);
  });
});
