import { describe, expect, it } from 'vitest';
import { instant, later } from '../../../shared/jobs/instant.ts';
import { PublishError, StoreUnavailableError } from '../../../shared/ports/errors.ts';
import { timestampOf } from '../../../shared/protocol/timestamp.ts';
import { retryJob } from '../../../shared/use-cases/operate/retry-job.ts';
import { receiveResponse } from '../../../shared/use-cases/receive/receive-response.ts';
import { intakeMessage } from '../../../shared/use-cases/submit/intake-message.ts';
import { submitBatch } from '../../../shared/use-cases/submit/submit-batch.ts';
import { submitJob } from '../../../shared/use-cases/submit/submit-job.ts';
import { sweep } from '../../../shared/use-cases/sweep/sweep.ts';
import {
  answerBody,
  id,
  MINUTE,
  messageIdOf,
  PAYLOAD,
  START,
  submission,
  TOPICS,
  testGateway,
} from '../../fixtures.ts';

const makeId = () => id('made');
const message = (data: string | Buffer, attributes: Record<string, string> = {}) => ({
  messageId: messageIdOf('in-1'),
  publishTime: timestampOf(START),
  data: Buffer.from(data),
  attributes,
});

describe('submit', () => {
  it('publishes the request with its ID, and notes the message', async () => {
    const gateway = testGateway();
    const result = await submitJob(gateway, submission('a', { priority: 60, expireAfter: 'P3D' }), makeId);
    expect(result).toMatchObject({
      kind: 'accepted',
      record: { status: 'accepted', wake: { for: 'publish' } },
    });
    expect((await gateway.store.get(id('a')))?.record).toMatchObject({
      status: 'published',
      publish: { messageIds: ['msg-1'] },
      wake: { for: 'silence' },
    });
    const [sent] = gateway.published.to(TOPICS.requests);
    expect(sent?.message.attributes).toEqual({ modigieJobRequestId: 'a', modigieJobExpireAfter: 'P3D' });
    expect(JSON.parse(String(sent?.message.data))).toEqual({ payload: PAYLOAD, priority: 60 });
  });

  it('accepts although Pub/Sub is down, and the sweep publishes', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    expect(await submitJob(gateway, submission('a'), makeId)).toMatchObject({ kind: 'accepted' });
    expect((await gateway.store.get(id('a')))?.record).toMatchObject({
      status: 'accepted',
      publish: { failure: 'unavailable' },
    });
    gateway.published.failWith = undefined;
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    await sweep(gateway, MINUTE);
    expect(gateway.published.to(TOPICS.requests)).toHaveLength(1);
  });

  it('says unavailable, and loses nothing, when the store is down', async () => {
    const gateway = testGateway();
    gateway.store.create = () => Promise.reject(new StoreUnavailableError());
    expect(await submitJob(gateway, submission('a'), makeId)).toEqual({
      kind: 'unavailable',
      requestId: 'a',
    });
    expect(gateway.published.sent).toEqual([]);
  });

  it('of a batch of one equals a single one, for every prior state', async () => {
    const inputs = [submission('a'), submission('a', { priority: 3 }), { requestId: 'a' }, submission('b')];
    for (const prior of [[], [submission('a')]]) {
      for (const input of inputs) {
        const [single, batch] = [testGateway(), testGateway()];
        for (const before of prior)
          await Promise.all([submitJob(single, before, makeId), submitJob(batch, before, makeId)]);
        expect(await submitBatch(batch, [{ input }], makeId)).toEqual([
          await submitJob(single, input, makeId),
        ]);
      }
    }
  });

  it('of a batch with an ID twice takes the first, and the rest beside a bad one', async () => {
    const gateway = testGateway();
    const items = [
      submission('a'),
      submission('a', { priority: 3 }),
      { nonsense: true },
      submission('a'),
      submission('b'),
    ].map((input) => ({ input }));
    const results = await submitBatch(gateway, items, makeId);
    expect(results.map(({ kind }) => kind)).toEqual([
      'accepted',
      'request-id-reused',
      'invalid',
      'replayed',
      'accepted',
    ]);
    expect(results[1]).toMatchObject({ differing: ['priority'] });
  });

  it('twenty times at once requests it once', async () => {
    const gateway = testGateway();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => submitJob(gateway, submission('a'), makeId)),
    );
    expect(results.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'replayed')).toHaveLength(19);
    expect(gateway.published.to(TOPICS.requests)).toHaveLength(1);
  });
});

describe('budgets', () => {
  const gateway = () =>
    testGateway({ budgets: [{ name: 'emea', tag: 'team=emea', per: 'month', limit: 1 }] });
  const tagged = (requestId: string) =>
    submission(requestId, { payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] } });

  it('are held to before sending, count a lineage once, and begin anew with the period', async () => {
    const one = gateway();
    expect(await submitJob(one, tagged('a'), makeId)).toMatchObject({ kind: 'accepted' });
    expect(await submitJob(one, tagged('b'), makeId)).toEqual({
      kind: 'over-budget',
      requestId: 'b',
      budget: 'emea',
      per: 'month',
    });
    expect(await submitJob(one, tagged('a'), makeId)).toMatchObject({ kind: 'replayed' });
    expect(await submitJob(one, submission('c'), makeId)).toMatchObject({ kind: 'accepted' });
    one.clock.time = instant(Date.UTC(2026, 3, 1));
    expect(await submitJob(one, tagged('b'), makeId)).toMatchObject({ kind: 'accepted' });
  });

  it('are not used up by what was submitted before', async () => {
    const one = testGateway({ budgets: [{ name: 'two', per: 'day', limit: 2 }] });
    const kinds = [];
    for (const requestId of ['a', 'a', 'a', 'b', 'c'])
      kinds.push((await submitJob(one, submission(requestId), makeId)).kind);
    expect(kinds).toEqual(['accepted', 'replayed', 'replayed', 'accepted', 'over-budget']);
  });
});

describe('intake', () => {
  it('derives a missing ID from the message, so that a redelivery requests nothing twice', async () => {
    const gateway = testGateway();
    const { requestId: _unused, ...job } = submission();
    for (let i = 0; i < 2; i += 1)
      expect(await intakeMessage(gateway, message(JSON.stringify(job)))).toBe('done');
    expect(
      gateway.published
        .to(TOPICS.requests)
        .map(({ message: sent }) => sent.attributes['modigieJobRequestId']),
    ).toEqual(['m-in-1']);
  });

  it.each([
    ['not-json', '{'],
    ['not-utf8', Buffer.from([0xff])],
    ['nested-too-deep', `${'['.repeat(70)}${']'.repeat(70)}`],
    ['invalid', '{"jobType":"enrichMobile"}'],
  ])('sets %s aside with reason and bytes', async (reason, data) => {
    const gateway = testGateway();
    expect(await intakeMessage(gateway, message(data, { team: 'x' }))).toBe('done');
    const [dead] = gateway.published.to(TOPICS.deadLetters);
    expect(dead?.message.data).toEqual(Buffer.from(data));
    expect(dead?.message.attributes).toMatchObject({
      team: 'x',
      deadLetterReason: reason,
      deadLetterSource: 'intake-jobs',
      originalMessageId: 'in-1',
    });
  });

  it('does not acknowledge what it could not set aside', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(intakeMessage(gateway, message('{'))).rejects.toThrow(PublishError);
  });
});

describe('receive', () => {
  const DISCARD = {
    modigieJobDiscardReasonType: 'DuplicateJobIdError',
    modigiePubsubMessageId: 'msg-1',
    modigiePubsubMessagePublishTime: timestampOf(START),
  };

  it('finds a discarded request by the ID of its message', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('a'), makeId);
    expect(await receiveResponse(gateway, message('{}', DISCARD))).toBe('done');
    expect(gateway.store.records()[0]).toMatchObject({
      status: 'discarded',
      discard: { reasonType: 'DuplicateJobIdError' },
    });
    expect(gateway.events.map(({ name }) => name)).toContain('job.discarded');
  });

  it('waits for the note of the message ID, then sets an unmatched discard aside', async () => {
    const gateway = testGateway();
    expect(await receiveResponse(gateway, message('{}', DISCARD))).toBe('retry-later');
    gateway.clock.time = later(gateway.clock.time, 11 * MINUTE);
    expect(await receiveResponse(gateway, message('{}', DISCARD))).toBe('done');
    expect(gateway.published.to(TOPICS.deadLetters)[0]?.message.attributes).toMatchObject({
      deadLetterReason: 'discard-unmatched',
    });
  });

  it('takes in six answers for one job at once', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('a'), makeId);
    const statuses = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
    await Promise.all(
      statuses.map((status, i) =>
        receiveResponse(
          gateway,
          message(answerBody({ id: 'a', status, updateTime: timestampOf(later(START, i)) })),
        ),
      ),
    );
    expect(gateway.store.records()[0]).toMatchObject({
      status: 'completed',
      delivery: { key: 'a/completed' },
    });
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });

  it('keeps an answer to an unknown ID', async () => {
    const gateway = testGateway();
    await receiveResponse(gateway, message(answerBody({ id: 'theirs', status: 'completed' })));
    expect(gateway.store.records()[0]).toMatchObject({
      requestId: 'theirs',
      origin: 'external',
      status: 'completed',
    });
    expect(gateway.published.sent).toEqual([]);
  });

  it('sets aside an answer too large to be stored', async () => {
    const gateway = testGateway();
    await receiveResponse(gateway, message(answerBody({ filler: 'x'.repeat(900_000) })));
    expect(gateway.published.to(TOPICS.deadLetters)[0]?.message.attributes).toMatchObject({
      deadLetterReason: 'too-large',
    });
  });

  it('delivers the job as Modigie sent it, byte for byte, with attributes to filter by', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('a'), makeId);
    const body =
      '{"id":"a","status":"completed","updateTime":"2026-03-01T00:00:30.000001Z","events":{"appendMobile":{"code":"appended"}},"big":9007199254740993}';
    await receiveResponse(gateway, message(body));
    const [result] = gateway.published.to(TOPICS.results);
    expect(String(result?.message.data)).toContain(`"job":${body}}`);
    expect(result?.message.attributes).toEqual({
      dedupKey: 'a/completed',
      requestId: 'a',
      rootId: 'a',
      attempt: '1',
      jobType: 'enrichMobile',
      status: 'completed',
      'event.appendMobile': 'appended',
    });
  });

  it('delivers again later when the results topic fails', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('a'), makeId);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    expect(await receiveResponse(gateway, message(answerBody({ id: 'a' })))).toBe('done');
    gateway.published.failWith = undefined;
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    await sweep(gateway, MINUTE);
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
    expect(gateway.store.records()[0]).toMatchObject({
      wake: { for: 'purge' },
      delivery: { key: 'a/completed' },
    });
  });
});

describe('retry by hand', () => {
  it('makes one successor, however often it is asked for at once', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('a'), makeId);
    await receiveResponse(
      gateway,
      message(answerBody({ id: 'a', status: 'canceled', reason: { reasonType: 'JobExpireReason' } })),
    );
    const results = await Promise.all([
      retryJob(gateway, id('a')),
      retryJob(gateway, id('a')),
      retryJob(gateway, id('a')),
    ]);
    expect(results.some(({ kind }) => kind === 'retried')).toBe(true);
    expect(
      gateway.published
        .to(TOPICS.requests)
        .map(({ message: sent }) => sent.attributes['modigieJobRequestId']),
    ).toEqual(['a', 'a~2']);
    expect(await retryJob(gateway, id('a'))).toMatchObject({ kind: 'not-retryable', reason: 'in-progress' });
    expect(await retryJob(gateway, id('nobody'))).toEqual({ kind: 'not-found' });
  });
});

describe('sweep', () => {
  it('goes on past a job that fails, and leaves it for the next sweep', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    for (let i = 0; i < 150; i += 1) await submitJob(gateway, submission(`job-${i}`), makeId);
    gateway.published.failWith = undefined;
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE);
    const replace = gateway.store.replace.bind(gateway.store);
    gateway.store.replace = (record, revision) =>
      record.requestId === 'job-7' ? Promise.reject(new Error('poison')) : replace(record, revision);
    const result = await sweep(gateway, MINUTE);
    expect(result).toMatchObject({ complete: true, counts: { republishing: 149, failed: 1 } });
  });

  it('stops when its time is up', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('a'), makeId);
    expect(await sweep(gateway, 0)).toMatchObject({ complete: false, counts: {} });
  });
});

describe('logs', () => {
  it('hold no payload and no personal data', async () => {
    const gateway = testGateway();
    await submitJob(gateway, submission('a'), makeId);
    await submitJob(gateway, { ...submission('a'), payload: { person: { firstName: 5 } } }, makeId);
    await receiveResponse(gateway, message(answerBody({ id: 'a', payload: PAYLOAD })));
    await intakeMessage(gateway, message('{"payload":"Ingrid"}'));
    expect(gateway.events.length).toBeGreaterThan(4);
    expect(JSON.stringify(gateway.events)).not.toMatch(/Ingrid|Lindqvist|Hollander/);
  });
});
