import { describe, expect, it } from 'vitest';
import type { DeadLetterId } from '../../../../../shared/jobs/dead-letters/dead-letter-id.ts';
import { later } from '../../../../../shared/jobs/instant.ts';
import { PublishError, StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { deadLetter } from '../../../../../shared/use-cases/dead-letter.ts';
import { keepDeadLetter } from '../../../../../shared/use-cases/keep-dead-letter.ts';
import { dropDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/drop-dead-letter.ts';
import { showDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/read-dead-letters.ts';
import {
  type RedriveAsked,
  redriveDeadLetter,
} from '../../../../../shared/use-cases/operate/dead-letters/redrive-dead-letter.ts';
import { receiveResponse } from '../../../../../shared/use-cases/receive/receive-response.ts';
import { intakeMessage } from '../../../../../shared/use-cases/submit/intake-message.ts';
import {
  answerBody,
  MINUTE,
  messageIdOf,
  received,
  setAsideBy,
  submission,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../../../fixtures.ts';
import { logged, recordOf, submit } from '../../actions.ts';

const GOOD = JSON.stringify(submission('a'));
const BAD = JSON.stringify({ ...submission('a'), payload: { person: { firstName: 'Ingrid' } } });

/** A gateway with one letter of the intake topic, and its ID. */
async function withLetter(
  data: string | Buffer = BAD,
  attributes: Record<string, string> = { team: 'emea' },
) {
  const gateway = testGateway();
  const why = { source: 'intake-jobs', reason: 'invalid' };
  await deadLetter(gateway, received(data, attributes), why);
  const [letter] = setAsideBy(gateway);
  return { gateway, id: letter?.id as DeadLetterId };
}

function redrive(gateway: TestGateway, id: DeadLetterId, more: Partial<RedriveAsked> = {}) {
  return redriveDeadLetter(gateway, { id, reason: null, ...more });
}

const stateOf = async (gateway: TestGateway, id: DeadLetterId) => (await gateway.deadLetters.get(id))?.letter;
const sentTo = (gateway: TestGateway, topic: string) =>
  gateway.published.to(topic).map(({ message }) => message);
const steps = async ({ audit }: TestGateway) =>
  (await audit.list({ filter: {}, limit: 99 })).entries
    .map(({ step, outcome, action }) => outcome ?? `${step} ${action}`)
    .toReversed();

describe('a redrive', () => {
  it('sends a submission to the intake topic with its bytes and attributes, and says so', async () => {
    const { gateway, id } = await withLetter(GOOD);
    expect(await redrive(gateway, id)).toMatchObject({ kind: 'redriven', judgement: { kind: 'accepted' } });
    expect(sentTo(gateway, TOPICS.intake)).toEqual([
      { data: Buffer.from(GOOD), attributes: { team: 'emea', redriveGeneration: '2', redriveOf: id } },
    ]);
    expect(await stateOf(gateway, id)).toMatchObject({
      state: 'redriven',
      redrivenAs: ['msg-1'],
      claim: null,
      corrected: false,
    });
    expect(await steps(gateway)).toEqual(['intent redrive', 'redriven']);
  });

  it('of what would be set aside again is refused with the pointers, and changes nothing', async () => {
    const { gateway, id } = await withLetter();
    expect(await redrive(gateway, id)).toMatchObject({
      kind: 'still-invalid',
      judgement: {
        kind: 'set-aside',
        reason: 'invalid',
        errors: [{ pointer: '/payload/person/lastName' }, { pointer: '/payload/employment/company/title' }],
      },
    });
    expect([gateway.published.sent, await steps(gateway)]).toEqual([[], []]);
    expect(await stateOf(gateway, id)).toMatchObject({ state: 'waiting', claims: 0 });
  });

  it('that is forced goes out, and comes back with generation 2 and the way it came', async () => {
    const { gateway, id } = await withLetter();
    expect(await redrive(gateway, id, { force: true })).toMatchObject({ kind: 'redriven' });
    const [message] = sentTo(gateway, TOPICS.intake);
    if (!message) throw new Error('It went out.');
    await intakeMessage(gateway, {
      ...received(message.data, message.attributes),
      messageId: messageIdOf('in-2'),
    });
    expect(setAsideBy(gateway)[1]).toMatchObject({
      generation: 2,
      redriveOf: id,
      source: 'intake-jobs',
      attributes: { team: 'emea' },
      data: Buffer.from(BAD),
    });
  });

  it('with corrected bytes sends these, and keeps those that came', async () => {
    const { gateway, id } = await withLetter();
    const corrected = Buffer.from(GOOD);
    expect(await redrive(gateway, id, { corrected })).toMatchObject({ letter: { corrected: true } });
    expect(sentTo(gateway, TOPICS.intake)[0]?.data).toEqual(corrected);
    const letter = await stateOf(gateway, id);
    expect(letter && String(await gateway.deadLetters.body(letter))).toBe(BAD);
  });

  it('that is a dry run judges, and changes nothing', async () => {
    const { gateway, id } = await withLetter();
    const kinds = [undefined, Buffer.from(GOOD)].map(async (corrected) => {
      const result = await redrive(gateway, id, { corrected, dryRun: true });
      return result.kind === 'judged' && result.judgement.kind;
    });
    expect(await Promise.all(kinds)).toEqual(['set-aside', 'accepted']);
    expect([gateway.published.sent, await steps(gateway)]).toEqual([[], []]);
  });

  it('of a letter that has come back five times takes corrected bytes, or force', async () => {
    const often = { redriveGeneration: '5', redriveOf: 'ec9b9b29ba92743e0798ec13' };
    const { gateway, id } = await withLetter(GOOD, often);
    expect(await redrive(gateway, id)).toMatchObject({ kind: 'too-often' });
    expect(await redrive(gateway, id, { dryRun: true })).toMatchObject({ kind: 'too-often' });
    expect(await showDeadLetter(gateway, id)).toMatchObject({
      refusal: 'too-often',
      judgement: { kind: 'accepted' },
    });
    const corrected = Buffer.from(JSON.stringify(submission('b')));
    expect(await redrive(gateway, id, { corrected, dryRun: true })).toMatchObject({ kind: 'judged' });
    expect(await redrive(gateway, id, { corrected: Buffer.from(BAD) })).toMatchObject({
      kind: 'still-invalid',
    });
    expect(await redrive(gateway, id, { corrected })).toMatchObject({ kind: 'redriven' });
    const forced = await withLetter(GOOD, often);
    expect(await redrive(forced.gateway, forced.id, { force: true })).toMatchObject({ kind: 'redriven' });
  });

  it('takes a response in at once', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const why = { source: 'receive-responses', reason: 'record-unreadable' };
    await deadLetter(gateway, received(answerBody()), why);
    const [letter] = setAsideBy(gateway);
    expect(await redrive(gateway, letter?.id as DeadLetterId)).toMatchObject({ kind: 'redriven' });
    expect(await recordOf(gateway)).toMatchObject({ status: 'completed' });
    expect(gateway.published.to(TOPICS.intake)).toEqual([]);
  });

  it('of a response that is set aside again leads to a letter of the next generation', async () => {
    const gateway = testGateway();
    await receiveResponse(gateway, received('no JSON'));
    const [letter] = setAsideBy(gateway);
    const id = letter?.id as DeadLetterId;
    expect(await redrive(gateway, id)).toMatchObject({
      kind: 'still-invalid',
      judgement: { reason: 'not-json' },
    });
    expect(await redrive(gateway, id, { force: true })).toMatchObject({ kind: 'redriven' });
    expect(setAsideBy(gateway)[1]).toMatchObject({
      generation: 2,
      redriveOf: id,
      source: 'receive-responses',
    });
  });

  it('of a result sends it to its topic', async () => {
    const gateway = testGateway();
    const attributes = { dedupKey: 'lead-1/completed', CloudPubSubDeadLetterSourceDeliveryCount: '9' };
    await keepDeadLetter(gateway, 'results-undelivered', received('{}', attributes));
    const id = setAsideBy(gateway)[0]?.id as DeadLetterId;
    await redrive(gateway, id);
    expect(sentTo(gateway, TOPICS.results)).toMatchObject([
      { attributes: { dedupKey: 'lead-1/completed', redriveGeneration: '2', redriveOf: id } },
    ]);
  });

  it('by two at once sends one message', async () => {
    const { gateway, id } = await withLetter(GOOD);
    const kinds = await Promise.all([1, 2, 3].map(async () => (await redrive(gateway, id)).kind));
    expect(kinds.toSorted()).toEqual(['being-redriven', 'being-redriven', 'redriven']);
    expect(sentTo(gateway, TOPICS.intake)).toHaveLength(1);
    expect((await redrive(gateway, id, { force: true })).kind).toBe('already-redriven');
    expect((await dropDeadLetter(gateway, { id, reason: null })).kind).toBe('already-redriven');
    expect(sentTo(gateway, TOPICS.intake)).toHaveLength(1);
  });

  it('that fails for a reason that passes is none: the letter waits, and may be redriven at once', async () => {
    const { gateway, id } = await withLetter(GOOD);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(redrive(gateway, id)).rejects.toThrow(PublishError);
    expect(await stateOf(gateway, id)).toMatchObject({ state: 'waiting', claim: null, claims: 1 });
    gateway.published.failWith = undefined;
    expect((await redrive(gateway, id)).kind).toBe('redriven');
    expect(await steps(gateway)).toEqual(['intent redrive', 'intent redrive', 'redriven']);
  });

  it('that Pub/Sub refuses leaves the letter as it was', async () => {
    const { gateway, id } = await withLetter(GOOD);
    gateway.published.failWith = new PublishError('refused', 'attributes');
    expect((await redrive(gateway, id)).kind).toBe('refused');
    expect(await stateOf(gateway, id)).toMatchObject({ state: 'waiting', claim: null });
  });

  it('that breaks off behind its claim loses nothing: after two minutes it goes out', async () => {
    const { gateway, id } = await withLetter(GOOD);
    Object.assign(gateway.published, { publish: () => new Promise(() => undefined) });
    void redrive(gateway, id);
    await gateway.clock.sleep(0);
    Reflect.deleteProperty(gateway.published, 'publish');
    expect((await redrive(gateway, id)).kind).toBe('being-redriven');
    gateway.clock.time = later(gateway.clock.time, 2 * MINUTE - 1);
    expect((await redrive(gateway, id)).kind).toBe('being-redriven');
    expect((await dropDeadLetter(gateway, { id, reason: null })).kind).toBe('being-redriven');
    gateway.clock.time = later(gateway.clock.time, 1);
    expect((await redrive(gateway, id)).kind).toBe('redriven');
    expect(sentTo(gateway, TOPICS.intake)).toHaveLength(1);
  });

  it('that cannot be noted is told all the same, and goes out again rather than never', async () => {
    const { gateway, id } = await withLetter(GOOD);
    const { replace } = gateway.deadLetters;
    let writes = 0;
    Object.assign(gateway.deadLetters, {
      replace: async (...args: Parameters<typeof replace>) => {
        writes += 1;
        if (writes > 1) throw new StoreUnavailableError();
        return replace.apply(gateway.deadLetters, args);
      },
    });
    expect((await redrive(gateway, id)).kind).toBe('redriven');
    expect(logged(gateway)).toContain('store.unavailable');
    expect(await stateOf(gateway, id)).toMatchObject({ state: 'waiting', claim: { by: null } });
  });

  it('of a discard that waits for the note of its request is to be asked for again', async () => {
    const gateway = testGateway();
    const discard = {
      modigieJobDiscardReasonType: 'DuplicateJobIdError',
      modigiePubsubMessageId: 'msg-1',
      modigiePubsubMessagePublishTime: '2026-03-01T00:00:00Z',
    };
    await deadLetter(gateway, received('', discard), { source: 'receive-responses', reason: 'x' });
    const id = setAsideBy(gateway)[0]?.id as DeadLetterId;
    expect((await redrive(gateway, id)).kind).toBe('still-invalid');
    expect((await redrive(gateway, id, { force: true })).kind).toBe('not-yet');
    expect(await stateOf(gateway, id)).toMatchObject({ state: 'waiting', claim: null });
  });

  it('of something gone is told so', async () => {
    const { gateway, id } = await withLetter(GOOD);
    expect(await redrive(gateway, 'f'.repeat(24) as DeadLetterId)).toEqual({ kind: 'not-found' });
    gateway.clock.time = later(gateway.clock.time, 90 * 86_400_000);
    expect(await redrive(gateway, id)).toEqual({ kind: 'not-found' });
    expect(await dropDeadLetter(gateway, { id, reason: null })).toEqual({ kind: 'not-found' });
  });

  it('of a letter whose bytes are not all there any more sends nothing', async () => {
    const { gateway, id } = await withLetter(GOOD);
    Object.assign(gateway.deadLetters, { body: async () => undefined });
    expect(await redrive(gateway, id, { force: true })).toEqual({ kind: 'not-found' });
    expect(gateway.published.sent).toEqual([]);
  });

  it('that cannot be told in the audit is not made', async () => {
    const { gateway, id } = await withLetter(GOOD);
    Object.assign(gateway.audit, { append: () => Promise.reject(new StoreUnavailableError()) });
    await expect(redrive(gateway, id)).rejects.toThrow(StoreUnavailableError);
    expect(gateway.published.sent).toEqual([]);
    expect(await stateOf(gateway, id)).toMatchObject({ state: 'waiting', claims: 0 });
  });
});

describe('a drop', () => {
  it('is told, keeps the bytes, and is the same when it is repeated', async () => {
    const { gateway, id } = await withLetter();
    expect((await dropDeadLetter(gateway, { id, reason: 'ours' })).kind).toBe('dropped');
    expect((await dropDeadLetter(gateway, { id, reason: 'ours' })).kind).toBe('replayed');
    expect(setAsideBy(gateway)).toMatchObject([{ state: 'dropped', data: Buffer.from(BAD) }]);
    expect(await steps(gateway)).toEqual(['intent drop', 'dropped']);
    expect((await redrive(gateway, id, { force: true })).kind).toBe('dropped');
  });

  it('and a redrive at once come to one of them', async () => {
    const { gateway, id } = await withLetter(GOOD);
    const [drop, drive] = await Promise.all([
      dropDeadLetter(gateway, { id, reason: null }),
      redrive(gateway, id),
    ]);
    const isDropped = drop.kind === 'dropped';
    expect(sentTo(gateway, TOPICS.intake)).toHaveLength(isDropped ? 0 : 1);
    expect([drop.kind, drive.kind]).toEqual(
      isDropped ? ['dropped', 'dropped'] : ['being-redriven', 'redriven'],
    );
  });
});
