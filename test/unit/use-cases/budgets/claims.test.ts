import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { MemoryJobStore } from '../../../../shared/adapters/memory/job-store.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { BudgetLimitsSchema } from '../../../../shared/jobs/money/budget-limits.ts';
import { replayRefusal } from '../../../../shared/jobs/replay.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { transition } from '../../../../shared/use-cases/transition.ts';
import { DAY, id, START, submission, testGateway } from '../../../fixtures.ts';
import { submit, sweepAfter } from '../actions.ts';

const ALL: z.input<typeof BudgetLimitsSchema>[number] = { name: 'all', per: 'day', limit: 2 };

/** A process that dies when its claim is stored, before it is counted. */
async function claimedAndDied(gateway: ReturnType<typeof testGateway>): Promise<void> {
  const countAs = gateway.store.countAs.bind(gateway.store);
  let counts = 0;
  gateway.store.countAs = (keys) => {
    counts += 1;
    return counts > 1 ? new Promise(() => undefined) : countAs(keys);
  };
  void submit(gateway, submission('a'));
  await setImmediate();
  await setImmediate();
  gateway.store.countAs = countAs;
  expect((await gateway.store.get(id('a')))?.record.account?.claimed).toBe(true);
}
/** Another process, which knows of no count. */
const another = ({ store, clock }: ReturnType<typeof testGateway>, limit: number) => {
  const gateway = testGateway({ budgets: [{ ...ALL, limit }], store });
  gateway.clock.time = clock.time;
  return gateway;
};

describe('a claim to room in a budget', () => {
  it('leaves erased what was erased since it was refused', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 0 }] });
    await submit(gateway, submission('a'));
    const event = { type: 'erase-asked', erasure: null, peppers: [] } as const;
    await transition(gateway, { requestId: id('a'), event });
    gateway.clock.time = later(START, DAY);
    const roomy = another(gateway, 9);
    expect(await submit(roomy, submission('a'))).toMatchObject({
      kind: 'replayed',
      record: { erased: true },
    });
    expect(roomy.published.sent).toEqual([]);
  });

  it('does not tell the twin of a claim that it is accepted', async () => {
    const gateway = testGateway({ budgets: [ALL] });
    await claimedAndDied(gateway);
    expect(await submit(another(gateway, 2), submission('a'))).toEqual({
      kind: 'unavailable',
      requestId: 'a',
    });
  });

  it('accepts nothing while the store cannot tell what is used', async () => {
    const gateway = testGateway({ budgets: [ALL] });
    gateway.store.countAs = () => Promise.reject(new StoreUnavailableError());
    expect(await submit(gateway)).toMatchObject({ kind: 'unavailable' });
    expect(gateway.published.sent).toEqual([]);
  });

  it('does not say that a job is accepted whose budgets could not be counted', async () => {
    const gateway = testGateway({ budgets: [ALL] });
    let counts = 0;
    const countAs = gateway.store.countAs.bind(gateway.store);
    gateway.store.countAs = async (keys) => {
      counts += 1;
      if (counts > 1) throw new StoreUnavailableError();
      return countAs(keys);
    };
    expect(await submit(gateway, submission('a'))).toEqual({ kind: 'unavailable', requestId: 'a' });
    expect(gateway.published.sent).toEqual([]);
    gateway.store.countAs = countAs;
    gateway.clock.time = later(START, 60_000);
    await sweepAfter(gateway, 0);
    expect(await submit(gateway, submission('a'))).toMatchObject({ kind: 'replayed' });
    expect(gateway.published.requestIds()).toEqual(['a']);
  });

  it('counts a claim that a crash left before it is published', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 1 }] });
    await claimedAndDied(gateway);
    const lowered = another(gateway, 0);
    await sweepAfter(lowered);
    const { record } = (await gateway.store.get(id('a'))) ?? {};
    expect(record).toMatchObject({ status: 'over-budget', publish: { open: 0 } });
    // Nothing but its submission, or a retry by hand, asks the budgets again.
    expect(record && replayRefusal(record, undefined)).toBe('never-sent');
    expect(lowered.published.sent).toEqual([]);
  });

  it('confirms the very claim that was counted, and no other', async () => {
    const gateway = testGateway({ budgets: [ALL] });
    const countAs = gateway.store.countAs.bind(gateway.store);
    gateway.store.countAs = async (keys) => {
      const used = await countAs(keys);
      const claim = await gateway.store.get(id('a'));
      if (claim) await gateway.store.replace(claim.record, claim.revision);
      return used;
    };
    expect(await submit(gateway, submission('a'))).toEqual({ kind: 'unavailable', requestId: 'a' });
    expect(gateway.published.sent).toEqual([]);
    gateway.store.countAs = countAs;
    await sweepAfter(gateway);
    expect(gateway.published.requestIds()).toEqual(['a']);
  });

  it('never gives away the room of what may have been published', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 1 }] });
    gateway.published.publish = () => new Promise(() => undefined);
    void submit(gateway, submission('a'));
    for (let turns = 0; turns < 4; turns += 1) await setImmediate();
    const lowered = another(gateway, 0);
    await sweepAfter(lowered);
    expect((await gateway.store.get(id('a')))?.record).toMatchObject({ status: 'published' });
    expect(await submit(lowered, submission('b'))).toMatchObject({ kind: 'over-budget' });
  });

  it('claims anew what was claimed on a day that is over', async () => {
    const gateway = testGateway({ budgets: [ALL] });
    await claimedAndDied(gateway);
    const nextDay = another(gateway, 2);
    await sweepAfter(nextDay, DAY + 3_600_000);
    await sweepAfter(nextDay);
    expect((await gateway.store.get(id('a')))?.record).toMatchObject({
      status: 'published',
      account: { acceptedOn: '2026-03-01', reservedOn: '2026-03-02', claimed: false },
    });
  });
});

describe('a count beyond the limit', () => {
  /** @param seconds the times of submissions, each of another lead */
  const refusedAt = async (seconds: readonly number[], used: (second: number) => number) => {
    const gateway = testGateway({ budgets: [ALL] });
    const told: unknown[] = [];
    for (const second of seconds) {
      gateway.clock.time = later(START, second * 1000);
      gateway.store.countAs = async () => used(second);
      const result = await submit(gateway, submission(`lead-${second}`));
      told.push(result.kind === 'over-budget' ? [result.used, result.retryInMs] : result.kind);
    }
    return told;
  };
  const soon = [2, 5_000];
  const renewal = (used: number, second: number) => [used, DAY - second * 1000];

  it('may have claims in it that others are giving up: then it is worth another try in five seconds', async () => {
    expect(await refusedAt([0, 5], (second) => (second < 5 ? 9 : 1))).toEqual([soon, 'accepted']);
  });

  it('that stays is what is used: there is room with the next period', async () => {
    expect(await refusedAt([0, 5, 10, 15], () => 9)).toEqual([soon, soon, renewal(9, 10), renewal(9, 15)]);
  });

  it('begins anew where others met at the limit long before, or were within it since', async () => {
    expect(await refusedAt([0, 60, 65, 70], (second) => (second === 65 ? 2 : 9))).toEqual([
      soon,
      soon,
      renewal(2, 65),
      soon,
    ]);
  });
});

describe('200 submissions at once against a limit of 50', () => {
  const race = async (gateways: readonly ReturnType<typeof testGateway>[]) => {
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, i) => {
        const gateway = gateways[i % gateways.length];
        if (gateway === undefined) throw new Error('There is a gateway for each.');
        return submit(gateway, submission(`lead-${i}`));
      }),
    );
    const published = gateways.flatMap(({ published: one }) => one.requestIds()).length;
    return { published, refused: results.filter(({ kind }) => kind === 'over-budget').length };
  };

  it('are 50 that one instance publishes, and 150 that it refuses', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 50 }] });
    expect(await race([gateway])).toEqual({ published: 50, refused: 150 });
  });

  it('are told that 50 are used, and never that more are: nothing of what was refused was used', async () => {
    const gateway = testGateway({ budgets: [{ ...ALL, limit: 50 }] });
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, i) => submit(gateway, submission(`lead-${i}`))),
    );
    const told = results.flatMap((result) => (result.kind === 'over-budget' ? [result.used] : []));
    expect([told.length, Math.min(...told), Math.max(...told)]).toEqual([150, 50, 50]);
  });

  it('are never more than 50 of several instances', async () => {
    const store = new MemoryJobStore();
    const instances = Array.from({ length: 4 }, () =>
      testGateway({ budgets: [{ ...ALL, limit: 50 }], store }),
    );
    const { published, refused } = await race(instances);
    expect(published + refused).toBe(200);
    expect(published).toBeLessThanOrEqual(50);
    expect(published).toBeGreaterThan(0);
  });
});
