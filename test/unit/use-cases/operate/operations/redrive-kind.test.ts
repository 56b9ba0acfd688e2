import { describe, expect, it } from 'vitest';
import { later } from '../../../../../shared/jobs/instant.ts';
import type { LetterSelection, WaitingLetters } from '../../../../../shared/jobs/operations/selection.ts';
import { PublishError, StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { deadLetter } from '../../../../../shared/use-cases/dead-letter.ts';
import { dropDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/drop-dead-letter.ts';
import { redriveDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/redrive-dead-letter.ts';
import { intakeMessage } from '../../../../../shared/use-cases/submit/intake-message.ts';
import {
  MINUTE,
  messageIdOf,
  received,
  START,
  setAsideBy,
  submission,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../../../fixtures.ts';
import { OPS, operationOf, start, sweepOperations } from './operating.ts';

const SECOND = 1_000;
const BAD = '{"jobType":"enrichMobile"}';

interface Aside {
  readonly body?: string;
  readonly source?: string;
  readonly reason?: string;
  readonly attributes?: Record<string, string>;
}

/** A gateway in which these were set aside, a second after each other, and another second has passed. */
async function withLetters(...letters: readonly Aside[]) {
  const gateway = testGateway();
  for (const [i, { body, source = 'intake-jobs', reason = 'over-budget', attributes }] of letters.entries()) {
    const message = received(body ?? JSON.stringify(submission(`lead-${i}`)), attributes);
    await deadLetter(gateway, { ...message, messageId: messageIdOf(`m-${i}`) }, { source, reason });
    gateway.clock.time = later(gateway.clock.time, SECOND);
  }
  return { gateway, ids: setAsideBy(gateway).map(({ id }) => id) };
}

const good = (count: number): Aside[] => Array.from({ length: count }, () => ({}));
const meaning = (filter: WaitingLetters): LetterSelection => ({ by: 'letters', filter });

function redrive(gateway: TestGateway, filter: WaitingLetters = {}, more: Parameters<typeof start>[1] = {}) {
  return start(gateway, { kind: 'redrive', selection: meaning(filter), ...more });
}

const sentOf = (gateway: TestGateway) =>
  gateway.published.to(TOPICS.intake).map(({ message: { attributes } }) => attributes['redriveOf']);
const states = (gateway: TestGateway) => setAsideBy(gateway).map(({ state }) => state);

describe('an operation that redrives dead letters', () => {
  it('sends each that waits back, in the name of who asked, and tells of each in the audit', async () => {
    const { gateway, ids } = await withLetters(...good(3));
    const { operation } = await redrive(gateway, {}, { reason: 'mended' });
    expect(operation).toMatchObject({ state: 'done', done: 3, skipped: {}, failed: {} });
    expect(sentOf(gateway).toSorted()).toEqual(ids.toSorted());
    expect(states(gateway)).toEqual(['redriven', 'redriven', 'redriven']);
    const { entries } = await gateway.audit.list({ filter: { action: 'redrive' }, limit: 99 });
    expect(entries).toHaveLength(6);
    expect(entries.every(({ actor, reason }) => actor === OPS && reason === 'mended')).toBe(true);
  });

  it.each<[string, WaitingLetters, number[]]>([
    ['a reason', { reason: 'invalid' }, [1]],
    ['a source', { source: 'intake-undelivered' }, [2]],
    ['a time from which on', { since: later(START, SECOND) }, [1, 2]],
    ['a time before which', { until: later(START, SECOND) }, [0]],
    ['both', { since: later(START, SECOND), until: later(START, 2 * SECOND) }, [1]],
    ['conditions that nothing meets', { reason: 'invalid', source: 'intake-undelivered' }, []],
  ])('means those alone that its filter does: %s', async (_what, filter, meant) => {
    const { gateway, ids } = await withLetters({}, { reason: 'invalid' }, { source: 'intake-undelivered' });
    expect((await redrive(gateway, filter)).operation).toMatchObject({ state: 'done', done: meant.length });
    expect(sentOf(gateway).toSorted()).toEqual(meant.map((i) => ids[i]).toSorted());
  });

  it('counts those that are refused by the reason, and leaves them as they are', async () => {
    const { gateway, ids } = await withLetters(
      { body: BAD },
      { source: 'a-source-of-tomorrow' },
      { reason: 'invalid', attributes: { redriveGeneration: '5', redriveOf: 'f'.repeat(24) } },
      {},
    );
    expect((await redrive(gateway)).operation).toMatchObject({
      state: 'done',
      done: 1,
      skipped: { 'still-invalid': 1, 'no-way-back': 1, 'too-often': 1 },
    });
    expect(sentOf(gateway)).toEqual([ids[3]]);
    expect(states(gateway)).toEqual(['waiting', 'waiting', 'waiting', 'redriven']);
  });

  it('keeps to its limit where a page breaks off, and counts what it has redriven', async () => {
    const { gateway, ids } = await withLetters(...good(6));
    const replace = gateway.operations.replace.bind(gateway.operations);
    let writes = 0;
    gateway.operations.replace = (...args) => {
      writes += 1;
      return writes === 3 ? Promise.reject(new StoreUnavailableError()) : replace(...args);
    };
    const { operation } = await redrive(gateway, {}, { limit: 2 });
    await sweepOperations(gateway, MINUTE);
    await sweepOperations(gateway, MINUTE);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 2, skipped: {} });
    expect(sentOf(gateway)).toHaveLength(2);
    expect(ids).toEqual(expect.arrayContaining(sentOf(gateway)));
  });

  it('skips those that were redriven once they were found', async () => {
    const { gateway, ids } = await withLetters(...good(3));
    const { operation } = await redrive(gateway, {}, { ratePerMinute: 12 });
    expect(operation).toMatchObject({ done: 1, page: { items: [ids[1]] } });
    for (const id of ids) await redriveDeadLetter(gateway, { id, reason: null });
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({
      state: 'done',
      done: 1,
      skipped: { 'already-redriven': 1 },
    });
    expect(sentOf(gateway).toSorted()).toEqual(ids.toSorted());
  });

  it('passes over those that were dropped', async () => {
    const { gateway, ids } = await withLetters(...good(2));
    for (const id of ids.slice(1)) await dropDeadLetter(gateway, { id, reason: null });
    expect((await redrive(gateway)).operation).toMatchObject({ state: 'done', done: 1, skipped: {} });
    expect(sentOf(gateway)).toEqual(ids.slice(0, 1));
  });

  it('only says in a dry run what it would come to', async () => {
    const { gateway } = await withLetters({ body: BAD }, {}, {});
    const dry = await redrive(gateway, {}, { dryRun: true, key: 'dry' });
    expect(dry.operation).toMatchObject({ state: 'done', done: 2, skipped: { 'still-invalid': 1 } });
    expect([sentOf(gateway), states(gateway)]).toEqual([[], ['waiting', 'waiting', 'waiting']]);
    const wet = await redrive(gateway, {}, { key: 'wet' });
    expect(wet.operation).toMatchObject({ done: 2, skipped: { 'still-invalid': 1 } });
  });

  it('goes through more than a page of them, each once', async () => {
    const { gateway, ids } = await withLetters(...good(230));
    const { operation } = await redrive(gateway);
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 230 });
    expect(sentOf(gateway).toSorted()).toEqual(ids.toSorted());
  });

  it('has so many on a page as there is room for in memory, those that are too large to be read aside', async () => {
    const source = 'results-undelivered';
    const sizes = [3_000_000, 3_000_000, 3_000_000, 9_000_000, 100];
    const results = sizes.map((bytes) => ({ source, body: 'x'.repeat(bytes) }));
    const tooLarge = Array.from({ length: 9 }, () => ({ body: 'x'.repeat(2_000_000) }));
    const { gateway, ids } = await withLetters(...tooLarge, ...results);
    const pages: string[][] = [];
    const replace = gateway.operations.replace.bind(gateway.operations);
    gateway.operations.replace = (operation, revision) => {
      pages.push([...operation.page.items]);
      return replace(operation, revision);
    };
    const { operation } = await redrive(gateway);
    expect(operation).toMatchObject({ state: 'done', done: 5, skipped: { 'still-invalid': 9 } });
    expect(pages.map(({ length }) => length).filter(Boolean)).toEqual([1, 1, 2, 10]);
    expect(pages.flat()).toEqual(ids.toReversed());
  });

  it('redrives a response and a result by their own ways', async () => {
    const { gateway } = await withLetters({ source: 'results-undelivered', body: '{}' });
    expect((await redrive(gateway)).operation).toMatchObject({ done: 1 });
    expect(gateway.published.to(TOPICS.results)).toHaveLength(1);
  });
});

describe('two operators who redrive the same at once', () => {
  it('send each message once', async () => {
    const { gateway, ids } = await withLetters(...good(40));
    const both = await Promise.all([redrive(gateway, {}, { key: 'a' }), redrive(gateway, {}, { key: 'b' })]);
    await sweepOperations(gateway);
    expect(sentOf(gateway).toSorted()).toEqual(ids.toSorted());
    const ended = await Promise.all(both.map(({ operation }) => operationOf(gateway, operation)));
    expect(ended.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(ended.reduce((sum, { done }) => sum + done, 0)).toBe(40);
  });
});

describe('a message that fails again', () => {
  it('comes back with its next generation, and is not redriven again by the same operation', async () => {
    const { gateway, ids } = await withLetters(...good(3));
    const { publish } = gateway.published;
    let sent = 0;
    Object.assign(gateway.published, {
      // It is refused as soon as it is out, as over a budget: once more in the very millisecond.
      publish: async (...args: Parameters<typeof publish>) => {
        const [topic, message] = args;
        const messageId = await publish.apply(gateway.published, args);
        sent += 1;
        const again = { ...received(message.data, message.attributes), messageId };
        if (topic === TOPICS.intake)
          await deadLetter(gateway, again, { source: 'intake-jobs', reason: 'over-budget' });
        return messageId;
      },
    });
    const { operation } = await redrive(gateway, {}, { ratePerMinute: 12 });
    for (let i = 0; i < 5; i += 1) await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 3, skipped: {} });
    expect(sent).toBe(3);
    const back = setAsideBy(gateway).filter(({ generation }) => generation === 2);
    expect(back.map(({ redriveOf }) => String(redriveOf)).toSorted()).toEqual(ids.toSorted());
    expect(back.every(({ state }) => state === 'waiting')).toBe(true);
  });

  it('is redriven by the operation that is asked for after it', async () => {
    const { gateway } = await withLetters({ body: BAD });
    const [letter] = setAsideBy(gateway);
    if (!letter) throw new Error('It was set aside.');
    await redriveDeadLetter(gateway, { id: letter.id, reason: null, force: true });
    const [sent] = gateway.published.to(TOPICS.intake);
    if (!sent) throw new Error('It went out.');
    await intakeMessage(gateway, received(sent.message.data, sent.message.attributes));
    expect((await redrive(gateway, {}, { key: 'a' })).operation.skipped).toEqual({});
    gateway.clock.time = later(gateway.clock.time, SECOND);
    expect((await redrive(gateway, {}, { key: 'b' })).operation.skipped).toEqual({ 'still-invalid': 1 });
  });
});

describe('a redrive that meets a fault of Pub/Sub', () => {
  it('is tried again, and sent once it passes', async () => {
    const { gateway, ids } = await withLetters({});
    const { publish } = gateway.published;
    Object.assign(gateway.published, {
      publish: () => Promise.reject(new PublishError('unavailable', 'down')),
    });
    const { operation } = await redrive(gateway);
    expect(operation).toMatchObject({ state: 'running', lastError: { reason: 'publish-unavailable' } });
    Object.assign(gateway.published, { publish });
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'done', done: 1, failed: {} });
    expect(sentOf(gateway)).toEqual(ids);
  });
});
