import { describe, expect, it } from 'vitest';
import { later } from '../../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { createSuccessor } from '../../../../../shared/use-cases/effects/create-successor.ts';
import { prepareErasure } from '../../../../../shared/use-cases/operate/erasures/prepare-erasure.ts';
import { runErasure } from '../../../../../shared/use-cases/operate/erasures/run-erasure.ts';
import { submitJob } from '../../../../../shared/use-cases/submit/submit-job.ts';
import { DAY, setAsideBy, type TestGateway, TOPICS, testGateway } from '../../../../fixtures.ts';
import {
  effectOf,
  fail,
  intercept,
  logged,
  receiveAnswer,
  recordOf,
  storedOf,
  submit,
  sweepAfter,
  transitionOf,
} from '../../actions.ts';
import { about, BY_EMAIL, erase, setAside } from './persons.ts';

const EMPTY = { payload: null, tags: [], erased: true };

async function withFailed(gateway: TestGateway): Promise<void> {
  await submit(gateway, about('lead-1'));
  await receiveAnswer(gateway, { status: 'failed' });
}

const placeIn = (places: readonly { readonly place: string }[], name: string) =>
  places.find(({ place }) => place === name);

describe('an erasure that is run', () => {
  it('empties every attempt of every lead, and tells of each place what remains until when', async () => {
    const gateway = testGateway();
    await withFailed(gateway);
    await sweepAfter(gateway, DAY);
    await submit(gateway, about('lead-2'));
    const { kind, erasure, requestIdsAtModigie } = await erase(gateway);
    expect(kind).toBe('done');
    expect(requestIdsAtModigie.toSorted()).toEqual(['lead-1', 'lead-1~2', 'lead-2']);
    for (const requestId of requestIdsAtModigie)
      expect(await recordOf(gateway, requestId)).toMatchObject({ ...EMPTY, erasure: { id: erasure.id } });
    expect(placeIn(erasure.places, 'ledger')).toEqual({
      place: 'ledger',
      found: 3,
      erased: 3,
      remaining: 0,
      until: null,
    });
    expect(placeIn(erasure.places, 'fingerprints')).toMatchObject({ found: 3, erased: 3 });
    expect(placeIn(erasure.places, 'results')).toMatchObject({ until: later(gateway.clock.now(), 7 * DAY) });
    expect(placeIn(erasure.places, 'modigie')).toMatchObject({ found: null, until: null });
    expect(erasure).toMatchObject({ state: 'done', runs: 1, completedAt: gateway.clock.now() });
  });

  it('tells of the warehouse where there is one, until BigQuery itself cannot bring it back', async () => {
    const without = await erase(testGateway());
    expect(placeIn(without.erasure.places, 'warehouse')).toBeUndefined();
    const gateway = { ...testGateway(), warehouseDays: 14 };
    const { erasure } = await erase(gateway);
    expect(placeIn(erasure.places, 'warehouse')).toEqual({
      place: 'warehouse',
      found: null,
      erased: null,
      remaining: null,
      until: later(gateway.clock.now(), (14 + 2 + 7) * DAY),
    });
  });

  it('leaves the ID spent: the same submission is answered, and another one refused', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    await erase(gateway);
    const requested = gateway.published.requestIds().length;
    expect(await submitJob(gateway, about('lead-1'))).toMatchObject({ kind: 'replayed' });
    expect(await submitJob(gateway, about('lead-1', 'else@y.example'))).toMatchObject({
      kind: 'request-id-reused',
    });
    expect(gateway.published.requestIds()).toHaveLength(requested);
  });

  it('run again changes nothing, and gives the same receipt', async () => {
    const gateway = testGateway();
    await withFailed(gateway);
    const first = await erase(gateway);
    const stored = await gateway.erasures.get(first.erasure.id);
    gateway.clock.time = later(gateway.clock.time, DAY);
    expect(await runErasure(gateway, first.erasure.id)).toEqual(first);
    expect(await gateway.erasures.get(first.erasure.id)).toEqual(stored);
  });

  it('is written down as begun before anything is destroyed', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    let stateAtFirstWrite: string | undefined;
    intercept(gateway.store, 'replaceAll', () => {
      stateAtFirstWrite ??= gateway.erasures.erasures()[0]?.state;
    });
    await erase(gateway);
    expect(stateAtFirstWrite).toBe('erasing');
  });

  it('goes on where it broke off: what is emptied is not found any more, and is counted all the same', async () => {
    const gateway = testGateway();
    for (const requestId of ['lead-1', 'lead-2', 'lead-3']) await submit(gateway, about(requestId));
    const works = gateway.store.replaceAll;
    fail(gateway, 'replace', { concerned: /lead-2/ });
    const first = await erase(gateway);
    expect(first).toMatchObject({ kind: 'incomplete', erasure: { completedAt: null } });
    expect(placeIn(first.erasure.places, 'ledger')).toMatchObject({ found: 3, erased: 2, remaining: 1 });
    expect(logged(gateway)).toContain('store.unavailable');
    Object.assign(gateway.store, { replaceAll: works });
    const second = await runErasure(gateway, first.erasure.id);
    expect(second).toMatchObject({ kind: 'done', erasure: { runs: 2 } });
    expect(second.kind === 'done' && placeIn(second.erasure.places, 'ledger')).toMatchObject({
      found: 3,
      erased: 3,
      remaining: 0,
    });
    expect(await recordOf(gateway, 'lead-2')).toMatchObject(EMPTY);
  });

  it.each([
    ['begins another part of 50 leads while 35 seconds are not over', 34_999, 60],
    ['leaves what it has not begun after 35 seconds for the next run', 35_000, 50],
  ])('%s', async (_what, ms, erased) => {
    const gateway = testGateway();
    for (let i = 0; i < 60; i += 1) await submit(gateway, about(`lead-${i}`));
    const writes = gateway.store.replaceAll;
    // The first write of all takes so long.
    intercept(gateway.store, 'replaceAll', () => {
      gateway.clock.time = later(gateway.clock.time, ms);
      Object.assign(gateway.store, { replaceAll: writes });
    });
    const { erasure } = await erase(gateway);
    const remaining = 60 - erased;
    expect(placeIn(erasure.places, 'ledger')).toMatchObject({ found: 60, erased, remaining });
    expect(await runErasure(gateway, erasure.id)).toMatchObject({ kind: 'done' });
  });

  it('does nothing that the audit cannot be told', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    const prepared = await prepareErasure(gateway, BY_EMAIL, { isDry: false });
    Object.assign(gateway.audit, { append: () => Promise.reject(new StoreUnavailableError()) });
    const id = gateway.erasures.erasures()[0]?.id;
    if (prepared.kind !== 'prepared' || !id) throw new Error('It is prepared.');
    await expect(runErasure(gateway, id)).rejects.toBeInstanceOf(StoreUnavailableError);
    expect((await recordOf(gateway)).payload).not.toBeNull();
  });

  it('of an unknown receipt is none', async () => {
    expect(await runErasure(testGateway(), 'er-20260301T000000000Z-0123456789' as never)).toEqual({
      kind: 'not-found',
    });
  });

  it('keeps fingerprints as they are without a pepper, and says so', async () => {
    const gateway = testGateway({ peppers: [] });
    await submit(gateway, about('lead-1'));
    const asked = { identifiers: [], requestIds: ['lead-1' as never], reason: 'DSR-1' };
    const { kind, erasure } = await erase(gateway, asked);
    expect(kind).toBe('done');
    expect(placeIn(erasure.places, 'fingerprints')).toMatchObject({ found: 1, erased: 0 });
  });

  it('takes the dead letters about the person out, and stays open while one is left', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    await setAside(gateway, about('lead-2'));
    const { remove } = gateway.deadLetters;
    Object.assign(gateway.deadLetters, { remove: async () => undefined });
    const { kind, erasure } = await erase(gateway);
    expect(kind).toBe('incomplete');
    expect(placeIn(erasure.places, 'dead-letter-records')).toMatchObject({ erased: 20, remaining: 1 });
    Object.assign(gateway.deadLetters, { remove });
    expect(await runErasure(gateway, erasure.id)).toMatchObject({ kind: 'done' });
    expect(setAsideBy(gateway)).toEqual([]);
  });

  it('run again once it is done finds what has come since, a dead letter too', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    const { erasure } = await erase(gateway);
    await setAside(gateway, about('lead-2'));
    const again = await runErasure(gateway, erasure.id);
    expect(again).toMatchObject({ kind: 'done', erasure: { runs: 2 } });
    expect(setAsideBy(gateway)).toEqual([]);
    expect(await runErasure(gateway, erasure.id)).toMatchObject({ kind: 'done', erasure: { runs: 2 } });
  });
});

describe('after an erasure', () => {
  it('no retry is made, and none that was waiting is sent', async () => {
    const gateway = testGateway();
    await withFailed(gateway);
    await erase(gateway);
    for (let day = 0; day < 3; day += 1) await sweepAfter(gateway, DAY);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(gateway.store.records()).toHaveLength(1);
  });

  it('a late answer leaves no text, and is delivered by its status alone', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    await erase(gateway);
    await receiveAnswer(gateway, { status: 'completed', payload: about('lead-1').payload });
    expect(await recordOf(gateway)).toMatchObject({ ...EMPTY, status: 'completed', answer: { job: null } });
    const [result] = gateway.published.to(TOPICS.results);
    expect(String(result?.message.data)).not.toMatch(/ingrid|hollander/i);
    expect(JSON.parse(String(result?.message.data))).toMatchObject({
      status: 'completed',
      erased: true,
      job: null,
    });
  });

  it("another party's answer under the same ID is set aside without its text", async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    const { record, revision } = (await gateway.store.get('lead-1' as never)) ?? {};
    if (!record || !revision) throw new Error('It is stored.');
    const discard = { reasonType: 'DuplicateJobIdError', messageId: 'm' as never };
    await gateway.store.replace({ ...record, discard }, revision);
    await erase(gateway);
    expect(await receiveAnswer(gateway, { payload: about('lead-1').payload })).toBe('done');
    const [letter] = gateway.deadLetters.kept();
    expect(JSON.parse(String(letter?.body))).toEqual({
      id: 'lead-1',
      jobType: 'enrichMobile',
      status: 'completed',
      updateTime: '2026-03-01T00:01:00.000000Z',
    });
    expect(logged(gateway)).toContain('job.foreign');
  });

  it('a successor that was being made erases itself, and is never sent', async () => {
    const gateway = testGateway();
    await withFailed(gateway);
    let erased = false;
    // Between the decision to retry and the creation of the successor.
    intercept(gateway.store, 'createAll', async () => {
      if (erased) return;
      erased = true;
      await erase(gateway);
    });
    await sweepAfter(gateway, DAY);
    expect(erased).toBe(true);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ ...EMPTY, status: 'erased' });
    expect(gateway.published.to(TOPICS.results).at(-1)?.message.attributes).toMatchObject({
      status: 'erased',
    });
  });

  it('a successor has no text from the moment that its predecessor is noted', async () => {
    const gateway = testGateway();
    await withFailed(gateway);
    gateway.clock.time = later(gateway.clock.time, DAY);
    const due = await storedOf(gateway);
    const { effects, stored } = await transitionOf(gateway, { type: 'timer-due' }, due);
    await erase(gateway);
    const created = await createSuccessor(gateway, effectOf(effects, 'create-successor'), stored);
    expect(created.stored.record).toMatchObject({ ...EMPTY, status: 'erased' });
    expect(await recordOf(gateway, 'lead-1~2')).toEqual(created.stored.record);
  });

  it('a successor whose maker crashed is erased instead of being sent', async () => {
    const gateway = testGateway();
    await withFailed(gateway);
    await sweepAfter(gateway, DAY);
    const successor = await recordOf(gateway, 'lead-1~2');
    const fresh = testGateway();
    await withFailed(fresh);
    await erase(fresh);
    const wake = { ...(successor.wake ?? {}), at: 0, for: 'publish', tries: 0 } as never;
    const publish = { ...successor.publish, count: 0, open: 1, messageIds: [], lastAt: null };
    await fresh.store.create({ ...successor, status: 'accepted', publish, wake });
    await sweepAfter(fresh);
    expect(fresh.published.requestIds()).toEqual(['lead-1']);
    expect(await recordOf(fresh, 'lead-1~2')).toMatchObject(EMPTY);
  });
});
