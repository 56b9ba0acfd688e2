import { describe, expect, it } from 'vitest';
import { contentId } from '../../../../shared/jobs/request-content.ts';
import { PublishError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { CONTENT, contentWith, id, PAYLOAD, submission, TOPICS, testGateway } from '../../../fixtures.ts';
import { deliveredRecord, TIMER_DUE } from '../../jobs/samples.ts';
import {
  countCalls,
  fail,
  logged,
  receiveAnswer,
  recordOf,
  store,
  submit,
  sweepAfter,
  transitionOf,
} from '../actions.ts';

describe('a submission', () => {
  it('is answered with the record as it is stored', async () => {
    const gateway = testGateway();
    const answered = await submit(gateway, submission('a'));
    expect(answered).toMatchObject({ kind: 'accepted', requestId: 'a', record: { status: 'published' } });
    expect(answered).toMatchObject({ record: await recordOf(gateway, 'a') });
  });

  it('whose note is lost is answered as accepted: the timer publishes it again', async () => {
    const gateway = testGateway();
    fail(gateway, 'replace');
    const answered = await submit(gateway, submission('a'));
    expect(answered).toMatchObject({ kind: 'accepted', record: { status: 'accepted' } });
    expect(answered).toMatchObject({ record: await recordOf(gateway, 'a') });
    expect(await recordOf(gateway, 'a')).toMatchObject({ wake: { for: 'publish' } });
    expect(logged(gateway)).toContain('store.unavailable');
  });

  it('is published with its ID, and the message is noted', async () => {
    const gateway = testGateway();
    await submit(gateway, submission('a', { priority: 60, expireAfter: 'P3D' }));
    const [sent] = gateway.published.to(TOPICS.requests);
    expect(sent?.message.attributes).toEqual({ modigieJobRequestId: 'a', modigieJobExpireAfter: 'P3D' });
    expect(JSON.parse(String(sent?.message.data))).toEqual({ payload: PAYLOAD, priority: 60 });
    expect(await recordOf(gateway, 'a')).toMatchObject({
      status: 'published',
      publish: { messageIds: ['msg-1'] },
      wake: { for: 'silence' },
    });
  });

  it('costs two writes and no read', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    await submit(gateway);
    expect(calls).toEqual({ create: 1, replace: 1 });
  });

  it('is stored before it is published', async () => {
    const gateway = testGateway();
    fail(gateway, 'create');
    await submit(gateway);
    expect(gateway.published.sent).toEqual([]);
  });

  it('without an ID has that of its content, so that sending it again requests nothing twice', async () => {
    const gateway = testGateway();
    const { requestId: _none, ...rest } = submission();
    const requestId = contentId(CONTENT.fingerprint, null);
    expect(await submit(gateway, rest)).toMatchObject({ kind: 'accepted', requestId });
    expect(await submit(gateway, rest)).toMatchObject({ kind: 'replayed', requestId, named: false });
    expect(await submit(gateway, { ...rest, requestId })).toMatchObject({ kind: 'replayed', named: true });
    expect(gateway.published.requestIds()).toEqual([requestId]);
  });

  it('under the ID of other content is refused: it would be taken for that content', async () => {
    const other = contentId(contentWith({ priority: 1 }).fingerprint, null);
    const refused = await submit(testGateway(), submission(other));
    expect(refused).toMatchObject({ kind: 'invalid', violations: [{ pointer: '/requestId' }] });
  });

  it('that meets a fault of ours is answered with the ID under which it may be sent again', async () => {
    const gateway = testGateway();
    const { requestId: _none, ...rest } = submission();
    gateway.store.create = () => Promise.reject(new TypeError('a fault of ours'));
    const requestId = contentId(CONTENT.fingerprint, null);
    expect(await submit(gateway, rest)).toEqual({ kind: 'fault', requestId });
    expect(logged(gateway)).toEqual(['request.failed']);
  });

  it('is logged once it is stored', async () => {
    const gateway = testGateway();
    await submit(gateway);
    expect(logged(gateway)).toEqual(['job.created', 'job.published']);
  });

  it('twenty times at once requests it once', async () => {
    const gateway = testGateway();
    const kinds = await Promise.all(Array.from({ length: 20 }, async () => (await submit(gateway)).kind));
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'replayed')).toHaveLength(19);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
  });
});

describe('a submission that was made before', () => {
  it('is answered with the present state, and requests nothing', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'processing' });
    expect(await submit(gateway)).toMatchObject({ kind: 'replayed', record: { status: 'processing' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(logged(gateway)).toContain('job.replayed');
  });

  it('and was retried is answered with the latest attempt', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await receiveAnswer(gateway, { status: 'failed' });
    await sweepAfter(gateway);
    expect(await submit(gateway)).toMatchObject({
      kind: 'replayed',
      requestId: 'lead-1',
      record: { requestId: 'lead-1~2' },
    });
  });

  it('and purged is answered as ever', async () => {
    const gateway = testGateway();
    const record = deliveredRecord();
    await store(gateway, record);
    gateway.clock.time = record.wake?.at ?? gateway.clock.time;
    await transitionOf(gateway, TIMER_DUE);
    expect(await submit(gateway)).toMatchObject({ kind: 'replayed', record: { payload: null } });
  });
});

describe('another submission under a used ID', () => {
  const reused = async (more: object) => {
    const gateway = testGateway();
    await submit(gateway);
    const result = await submit(gateway, submission('lead-1', more));
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(logged(gateway)).toContain('job.request-id-reused');
    return result;
  };

  it.each([
    [{ priority: 3 }, ['priority']],
    [{ expireAfter: 'P3D' }, ['expireAfter']],
    [{ payload: { ...PAYLOAD, urls: [] } }, ['payload']],
    [
      { payload: { ...PAYLOAD, urls: [] }, priority: 3, expireAfter: 'P3D' },
      ['priority', 'expireAfter', 'payload'],
    ],
    [{ payload: { employment: PAYLOAD.employment, person: PAYLOAD.person }, priority: 3 }, ['priority']],
  ])('is refused, and named are the fields that differ: %j', async (more, differing) => {
    expect(await reused(more)).toEqual({ kind: 'request-id-reused', requestId: 'lead-1', differing });
  });
});

describe('a submission that was accepted, and is not acceptable any more', () => {
  const tightened = {
    jobTypes: new Map([['enrichMobile', { topic: 't', requirements: ['phone'] as const }]]),
  };

  it('is answered with the present state, as ever', async () => {
    const gateway = testGateway();
    await submit(gateway);
    Object.assign(gateway, tightened);
    expect(await submit(gateway)).toMatchObject({ kind: 'replayed', record: { requestId: 'lead-1' } });
  });

  it('is invalid with another payload', async () => {
    const gateway = testGateway();
    await submit(gateway);
    Object.assign(gateway, tightened);
    const other = submission('lead-1', { payload: { ...PAYLOAD, urls: [] } });
    expect(await submit(gateway, other)).toMatchObject({ kind: 'invalid' });
  });

  it('is unavailable while nobody can look', async () => {
    const gateway = testGateway();
    await submit(gateway);
    Object.assign(gateway, tightened);
    fail(gateway, 'get');
    expect(await submit(gateway)).toMatchObject({ kind: 'unavailable', requestId: 'lead-1' });
  });
});

describe('a submission that cannot be accepted', () => {
  it('is invalid, and logged without its values', async () => {
    const gateway = testGateway();
    expect(await submit(gateway, { requestId: 'a', jobType: 'Ingrid' })).toMatchObject({ kind: 'invalid' });
    expect(gateway.events).toEqual([
      { name: 'job.invalid', fields: { reason: 'invalid', counts: { violations: 2 } } },
    ]);
    expect(gateway.store.records()).toEqual([]);
  });

  it('is too large', async () => {
    const gateway = testGateway();
    const payload = { ...PAYLOAD, person: { ...PAYLOAD.person, middleNames: 'x'.repeat(100_000) } };
    expect(await submit(gateway, submission('a', { payload }))).toMatchObject({ kind: 'too-large' });
    expect(gateway.events).toEqual([
      { name: 'job.invalid', fields: { reason: 'too-large', counts: { violations: 1 } } },
    ]);
  });
});

describe('while Pub/Sub is down', () => {
  it('a submission is accepted, and the sweep publishes it', async () => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    expect(await submit(gateway)).toMatchObject({ kind: 'accepted' });
    expect(await recordOf(gateway)).toMatchObject({
      status: 'accepted',
      publish: { failure: 'unavailable' },
    });
    gateway.published.failWith = undefined;
    await sweepAfter(gateway);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'published' });
  });
});

describe('while the store is down', () => {
  it('a submission is not accepted, nothing is published, and it is said under which ID to try again', async () => {
    const gateway = testGateway();
    fail(gateway, 'create');
    expect(await submit(gateway)).toEqual({ kind: 'unavailable', requestId: 'lead-1' });
    expect(gateway.published.sent).toEqual([]);
    expect(gateway.events).toMatchObject([
      { name: 'store.unavailable', fields: { requestId: 'lead-1', reason: 'submit' } },
    ]);
  });

  it('a submission whose ID is taken is not accepted either', async () => {
    const gateway = testGateway();
    await submit(gateway);
    fail(gateway, 'get');
    expect(await submit(gateway)).toEqual({ kind: 'unavailable', requestId: 'lead-1' });
  });

  it('the note of a publish is lost, and the sweep publishes the identical request', async () => {
    const gateway = testGateway();
    const replace = gateway.store.replace;
    gateway.store.replace = () => Promise.reject(new StoreUnavailableError());
    expect(await submit(gateway)).toMatchObject({ kind: 'accepted' });
    gateway.store.replace = replace;
    await sweepAfter(gateway);
    const [first, second] = gateway.published.to(TOPICS.requests).map(({ message }) => message);
    expect(second).toEqual(first);
    expect((await gateway.store.get(id('lead-1')))?.record).toMatchObject({ status: 'published' });
  });
});
