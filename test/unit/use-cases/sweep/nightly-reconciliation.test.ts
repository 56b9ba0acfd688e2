import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { NightlyReconciliation } from '../../../../shared/use-cases/sweep/nightly-reconciliation.ts';
import { DAY, id, MINUTE, START, type TestGateway, testGateway } from '../../../fixtures.ts';
import { storedOf, submit } from '../actions.ts';

/** One lead was accepted on the first of March. */
async function gatewayOfOne(): Promise<TestGateway> {
  const gateway = testGateway();
  await submit(gateway);
  gateway.events.length = 0;
  return gateway;
}

/** Sweeps that look at these minutes of the second of March, each with time enough. */
async function looks(
  gateway: TestGateway,
  minutes: readonly number[],
  nightly = new NightlyReconciliation(gateway),
) {
  for (const minute of minutes) {
    gateway.clock.time = later(START, DAY + minute * MINUTE);
    await nightly.look(later(gateway.clock.time, MINUTE));
  }
  return gateway.events.splice(0);
}

/** @returns the way to bring it back */
async function lose(gateway: TestGateway): Promise<() => Promise<unknown>> {
  const { record, revision } = await storedOf(gateway);
  const lineage = { ...record.lineage, retriedBy: id('nowhere') };
  const lost = await gateway.store.replace({ ...record, lineage }, revision);
  return async () => lost !== 'conflict' && gateway.store.replace(record, lost);
}

const THREE = 3 * 60;
const FINISHED = { name: 'reconcile.finished', fields: { counts: { days: 35, accepted: 1, unbalanced: 0 } } };

describe('the nightly reconciliation', () => {
  it('is made by the first sweep from three in the morning on, UTC, once', async () => {
    const gateway = await gatewayOfOne();
    const nightly = new NightlyReconciliation(gateway);
    expect(await looks(gateway, [0, 1, THREE - 1], nightly)).toEqual([]);
    expect(await looks(gateway, [THREE + 4], nightly)).toEqual([FINISHED]);
    expect(await looks(gateway, [THREE + 5, THREE + 59, THREE + 60, 24 * 60], nightly)).toEqual([]);
    expect(await looks(gateway, [27 * 60], nightly)).toEqual([FINISHED]);
  });

  it('tells of a day that does not balance once five sweeps have found it so', async () => {
    const gateway = await gatewayOfOne();
    await lose(gateway);
    const nightly = new NightlyReconciliation(gateway);
    expect(await looks(gateway, [THREE, THREE + 1, THREE + 2, THREE + 70], nightly)).toEqual([]);
    expect(await looks(gateway, [THREE + 71, THREE + 72], nightly)).toMatchObject([
      {
        name: 'reconcile.unbalanced',
        fields: { day: '2026-03-01', counts: { accepted: 1, accounted: 0, waiting: 0 } },
      },
      { name: 'reconcile.finished', fields: { counts: { days: 35, accepted: 1, unbalanced: 1 } } },
    ]);
    expect(await looks(gateway, [24 * 60], nightly)).toEqual([]);
  });

  it('tells nothing of one that balances a minute later', async () => {
    const gateway = await gatewayOfOne();
    const find = await lose(gateway);
    const nightly = new NightlyReconciliation(gateway);
    expect(await looks(gateway, [THREE], nightly)).toEqual([]);
    await find();
    expect(await looks(gateway, [THREE + 1], nightly)).toEqual([FINISHED]);
  });

  it('leaves the day alone that is not over, and those of more than 35 days ago', async () => {
    const gateway = await gatewayOfOne();
    const ofDay = async (day: number) => {
      const events = await looks(gateway, [day * 24 * 60 + THREE]);
      return events.map(({ fields }) => fields.counts?.['accepted']);
    };
    expect([await ofDay(-1), await ofDay(0), await ofDay(34), await ofDay(35)]).toEqual([[0], [1], [1], [0]]);
  });

  it('is made by the next sweep where the store does not answer', async () => {
    const gateway = await gatewayOfOne();
    const works = gateway.store.countAs;
    gateway.store.countAs = () => Promise.reject(new StoreUnavailableError());
    const nightly = new NightlyReconciliation(gateway);
    expect(await looks(gateway, [THREE], nightly)).toMatchObject([
      { name: 'store.unavailable', fields: { reason: 'reconcile' } },
    ]);
    gateway.store.countAs = works;
    expect(await looks(gateway, [THREE + 1], nightly)).toEqual([FINISHED]);
  });

  it('is not begun where there is no time for it', async () => {
    const gateway = await gatewayOfOne();
    gateway.clock.time = later(START, DAY + THREE * MINUTE);
    const nightly = new NightlyReconciliation(gateway);
    await nightly.look(later(gateway.clock.time, 9_999));
    expect(gateway.events).toEqual([]);
    await nightly.look(later(gateway.clock.time, 10_000));
    expect(gateway.events).toEqual([FINISHED]);
  });
});
