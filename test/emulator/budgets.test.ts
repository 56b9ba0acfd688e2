/** Budgets on Firestore itself: sums are counted by its queries, while others write. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { BudgetLimit } from '../../shared/jobs/money/budget-limits.ts';
import { countKey } from '../../shared/jobs/money/counted-as.ts';
import { dayOf } from '../../shared/jobs/money/day.ts';
import { createContext } from '../../shared/use-cases/context.ts';
import { submitBatch } from '../../shared/use-cases/submit/submit-batch.ts';
import { type SubmitResult, submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { submission, testGateway } from '../fixtures.ts';

const emulators = inject('emulators');
const LIMIT = 50;

describe.skipIf(!emulators)('200 submissions against a limit of 50 on Firestore', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestores: Firestore[] = [];
  afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

  /** The clock of all instances, which a test moves ahead instead of waiting. */
  const passed = { ms: 0 };
  const clock = { ...systemClock, now: () => later(systemClock.now(), passed.ms) };

  /** Instances of one deployment: each knows of the others by the ledger alone. */
  function instances(count: number, database: string) {
    return Array.from({ length: count }, () => {
      const firestore = new Firestore({ projectId: `${database}-${process.pid}` });
      firestores.push(firestore);
      const store = new FirestoreJobStore(firestore, 'repository-1', { onUnreadable: () => undefined });
      const { budget: _own, breaker: _rules, published, ...parts } = testGateway();
      const budgets: BudgetLimit[] = [{ name: 'all', per: 'day', limit: LIMIT, warnAt: [], at: 'reject' }];
      const context = createContext({ ...parts, store, budgets, instances: count, clock });
      return { context, published };
    });
  }

  async function outcomeOf(all: ReturnType<typeof instances>, results: readonly SubmitResult[]) {
    const [first] = all;
    const day = dayOf(clock.now());
    const key = countKey('uses', day, { jobType: '*', dimension: '*' });
    return {
      published: all.flatMap(({ published }) => published.requestIds()).length,
      refused: results.filter(({ kind }) => kind === 'over-budget').length,
      used: await first?.context.store.countAs([key]),
    };
  }

  it('publish 50 or fewer of four instances, refuse all others, and take what is left when sent again', async () => {
    const all = instances(4, 'singles');
    const submissions = Array.from({ length: 200 }, (_, i) => submission(`lead-${i}`));
    const results = await Promise.all(
      submissions.map((one, i) => {
        const instance = all[i % all.length];
        if (instance === undefined) throw new Error('There is an instance for each.');
        return submitJob(instance.context, one);
      }),
    );
    const { published, refused, used } = await outcomeOf(all, results);
    expect(published + refused).toBe(200);
    expect(published).toBeLessThanOrEqual(LIMIT);
    expect(used).toBe(published);

    // All that meet at the limit may be refused, and try again (docs/adr/022-room-in-a-budget.md).
    const refusals = results.filter((result) => result.kind === 'over-budget');
    const retryInMs = Math.min(...refusals.map((result) => result.retryInMs));
    expect(retryInMs).toBe(5_000);
    passed.ms = retryInMs;
    const ids = new Set<string>(refusals.map(({ requestId }) => requestId));
    const items = submissions.filter(({ requestId }) => ids.has(requestId)).map((input) => ({ input }));
    const [first] = all;
    if (first === undefined) throw new Error('There are four.');
    const again = await submitBatch(first.context, items, later(clock.now(), 60_000));
    expect(await outcomeOf(all, again)).toEqual({ published: LIMIT, refused: 150, used: LIMIT });
  }, 60_000);

  it('publish exactly 50 of one batch', async () => {
    const all = instances(1, 'batch');
    const [only] = all;
    if (only === undefined) throw new Error('There is one.');
    const items = Array.from({ length: 200 }, (_, i) => ({ input: submission(`lead-${i}`) }));
    const results = await submitBatch(only.context, items, later(clock.now(), 60_000));
    expect(await outcomeOf(all, results)).toEqual({ published: LIMIT, refused: 150, used: LIMIT });
  }, 60_000);
});
