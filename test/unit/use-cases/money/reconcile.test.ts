import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { CountKey } from '../../../../shared/jobs/money/counted-as.ts';
import { type Day, dayOf } from '../../../../shared/jobs/money/day.ts';
import { LINEAGE_OUTCOMES } from '../../../../shared/jobs/money/lineage-outcomes.ts';
import { ALL_NARROWED, reconcile, totalsOf } from '../../../../shared/use-cases/money/reconcile.ts';
import { DAY, id, PAYLOAD, START, submission, type TestGateway, testGateway } from '../../../fixtures.ts';
import { receiveAnswer, recordOf, storedOf, submit, sweepAfter } from '../actions.ts';

const FIRST = dayOf(START);
const SECOND = dayOf(later(START, DAY));
const NONE = Object.fromEntries(LINEAGE_OUTCOMES.map((outcome) => [outcome, 0]));
const EMEA = { jobType: '*', dimension: 'team=emea' };

const tagged = (requestId: string) =>
  submission(requestId, { payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] } });

/** A lead that completed, one that failed and was sent again, one that waits, and one of another's. */
async function busyGateway(): Promise<TestGateway> {
  const gateway = testGateway({ showback: new Map([['team', new Set(['emea'])]]) });
  await submit(gateway, tagged('done'));
  await submit(gateway, submission('again'));
  await submit(gateway, submission('open'));
  await receiveAnswer(gateway, { id: 'done' });
  await receiveAnswer(gateway, { id: 'again', status: 'failed', reason: { type: 'JobErrorReason' } });
  await receiveAnswer(gateway, { id: 'theirs' });
  await sweepAfter(gateway);
  return gateway;
}

/** The lead's last attempt is gone, as if a person had deleted it. */
async function lose(gateway: TestGateway, requestId: string): Promise<void> {
  const { record, revision } = await storedOf(gateway, requestId);
  const lineage = { ...record.lineage, retriedBy: id('nowhere') };
  await gateway.store.replace({ ...record, lineage }, revision);
}

/** Counts the pauses, and lets something happen in each. */
function pausing(gateway: TestGateway, meanwhile: (pause: number) => unknown = () => undefined) {
  let pauses = 0;
  const sleep = async (ms: number) => {
    expect(ms).toBe(2_000);
    pauses += 1;
    await meanwhile(pauses);
  };
  return { context: { store: gateway.store, clock: { sleep } }, pauses: () => pauses };
}

describe('reconciling', () => {
  it('finds that everything is accounted for, whatever became of it', async () => {
    const gateway = await busyGateway();
    expect((await recordOf(gateway, 'again')).lineage.retriedBy).toBe('again~2');
    const { context, pauses } = pausing(gateway);
    const found = await reconcile(context, [FIRST, SECOND], [ALL_NARROWED, EMEA]);
    expect([found, pauses()]).toEqual([{ checkedRows: 4, unbalanced: [] }, 0]);
  });

  it('tells of a lead that was lost, by its day and by each outcome', async () => {
    const gateway = await busyGateway();
    await lose(gateway, 'done');
    const { context, pauses } = pausing(gateway);
    const lost = { day: FIRST, accepted: 3, accounted: 2, byOutcome: { ...NONE, waiting: 2 } };
    expect(await reconcile(context, [FIRST, SECOND], [ALL_NARROWED, EMEA])).toEqual({
      checkedRows: 4,
      unbalanced: [
        { ...ALL_NARROWED, ...lost },
        { ...EMEA, ...lost, accepted: 1, accounted: 0, byOutcome: NONE },
      ],
    });
    expect(pauses()).toBe(3);
  });

  it('tells of a lead that is told twice', async () => {
    const gateway = await busyGateway();
    const { record, revision } = await storedOf(gateway, 'again');
    await gateway.store.replace({ ...record, lineage: { ...record.lineage, retriedBy: null } }, revision);
    const { context } = pausing(gateway);
    const { unbalanced } = await reconcile(context, [FIRST], [ALL_NARROWED]);
    expect(unbalanced).toMatchObject([{ accepted: 3, accounted: 4 }]);
  });

  it.each([
    [1, 1],
    [3, 3],
  ])('counts again while an attempt and its successor both count: noted in pause %i', async (noted, times) => {
    const gateway = await busyGateway();
    const { record, revision } = await storedOf(gateway, 'again');
    const early = { ...record, lineage: { ...record.lineage, retriedBy: null } };
    const stored = await gateway.store.replace(early, revision);
    const { context, pauses } = pausing(
      gateway,
      (pause) => pause === noted && stored !== 'conflict' && gateway.store.replace(record, stored),
    );
    const { unbalanced } = await reconcile(context, [FIRST], [ALL_NARROWED]);
    expect([unbalanced, pauses()]).toEqual([[], times]);
  });

  it('counts once where there is no time for more', async () => {
    const gateway = await busyGateway();
    await lose(gateway, 'done');
    const { context, pauses } = pausing(gateway);
    const { unbalanced } = await reconcile({ ...context, recounts: 0 }, [FIRST], [ALL_NARROWED]);
    expect([unbalanced.length, pauses()]).toEqual([1, 0]);
  });

  it('balances while leads are being accepted', async () => {
    const gateway = await busyGateway();
    const { context, pauses } = pausing(gateway);
    let calls = 0;
    const countAs = async (keys: readonly CountKey[]) => {
      calls += 1;
      await submit(gateway, submission(`late-${calls}`));
      return gateway.store.countAs(keys);
    };
    const found = await reconcile({ ...context, store: { countAs } }, [FIRST], [ALL_NARROWED]);
    expect([found.unbalanced, pauses(), calls]).toEqual([[], 0, 3]);
  });

  it('takes two counts for a row that balances', async () => {
    const gateway = await busyGateway();
    const asked: (readonly CountKey[])[] = [];
    const countAs = (keys: readonly CountKey[]) => {
      asked.push(keys);
      return gateway.store.countAs(keys);
    };
    await reconcile({ store: { countAs }, clock: gateway.clock }, [FIRST], [ALL_NARROWED]);
    expect(asked.map((keys) => keys.length)).toEqual([1, LINEAGE_OUTCOMES.length]);
  });
});

describe('the totals of a period', () => {
  it('have each outcome, and all that was charged', async () => {
    const gateway = await busyGateway();
    gateway.clock.time = later(START, DAY);
    await submit(gateway, submission('later'));
    const totals = { ...NONE, accepted: 3, completed: 1, waiting: 2, charged: 1, external: 1 };
    expect(await totalsOf(gateway, [FIRST])).toEqual(totals);
    expect(await totalsOf(gateway, [FIRST, SECOND])).toEqual({ ...totals, accepted: 4, waiting: 3 });
  });

  it('are nothing of a period that has no days yet', async () => {
    const none = { ...NONE, accepted: 0, charged: 0, external: 0 };
    expect(await totalsOf(await busyGateway(), [] as Day[])).toEqual(none);
  });
});
