import { describe, expect, it } from 'vitest';
import { type Day, daysOfMonth } from '../../../../shared/jobs/money/day.ts';
import { type ChargePlace, readCharges } from '../../../../shared/use-cases/money/read-charges.ts';
import { id, submission, type TestGateway, testGateway } from '../../../fixtures.ts';
import { receiveAnswer, submit } from '../actions.ts';

const MARCH = daysOfMonth('2026-03') ?? [];

/** Ours on the first and the third, those of another on the first, and one that failed. */
async function chargedGateway(): Promise<TestGateway> {
  const gateway = testGateway();
  for (const requestId of ['a', 'b', 'c', 'failed']) await submit(gateway, submission(requestId));
  const on = (day: string) => ({ updateTime: `${day}T12:00:00Z` });
  await receiveAnswer(gateway, { id: 'c', ...on('2026-03-03') });
  await receiveAnswer(gateway, { id: 'b', ...on('2026-03-01') });
  await receiveAnswer(gateway, { id: 'theirs', ...on('2026-03-01') });
  await receiveAnswer(gateway, { id: 'a', ...on('2026-03-01') });
  await receiveAnswer(gateway, { id: 'failed', status: 'failed', ...on('2026-03-02') });
  return gateway;
}

/** Every page, to the last one. */
async function pagesOf({ store }: TestGateway, limit: number, days: readonly Day[] = MARCH) {
  const pages: string[][] = [];
  let from: ChargePlace | undefined;
  do {
    const page = await readCharges(store, { days, from, limit });
    pages.push(page.charges.map(({ requestId }) => requestId));
    from = page.next;
  } while (from !== undefined);
  return pages;
}

describe('what was charged', () => {
  it('is listed by day, ours before those that another system requested', async () => {
    const gateway = await chargedGateway();
    const { charges, unreadable, next } = await readCharges(gateway.store, {
      days: MARCH,
      from: undefined,
      limit: 100,
    });
    const ours = { jobType: 'enrichMobile', origin: 'gateway', chargedOn: '2026-03-01' };
    expect(charges).toEqual([
      { ...ours, requestId: 'a', rootId: 'a' },
      { ...ours, requestId: 'b', rootId: 'b' },
      { ...ours, requestId: 'theirs', rootId: 'theirs', origin: 'external' },
      { ...ours, requestId: 'c', rootId: 'c', chargedOn: '2026-03-03' },
    ]);
    expect([unreadable, next]).toEqual([[], undefined]);
  });

  it.each([
    [1, ['a', 'b', 'theirs', 'c']],
    [2, ['a b', 'theirs c']],
    [3, ['a b theirs', 'c']],
    [4, ['a b theirs c']],
  ])('comes by %i on a page, each once', async (limit, expected) => {
    const pages = await pagesOf(await chargedGateway(), limit);
    const shown = pages.map((ids) => ids.join(' '));
    // The last page may be empty: what is behind a full one is not looked at.
    expect(shown.filter((ids) => ids !== '')).toEqual(expected);
  });

  it('is that of the days that are asked for', async () => {
    const gateway = await chargedGateway();
    expect(await pagesOf(gateway, 10, ['2026-03-03' as Day])).toEqual([['c']]);
    expect(await pagesOf(gateway, 10, ['2026-03-02' as Day])).toEqual([[]]);
  });

  it('names those whose records cannot be read', async () => {
    const { store } = await chargedGateway();
    const findCounted: typeof store.findCounted = async (query) => ({
      found: [],
      unreadable: query.key === 'charged|2026-03-01|*|*' ? [{ requestId: 'odd', reason: 'malformed' }] : [],
      next: query.after === undefined ? id('odd') : undefined,
    });
    const query = { days: ['2026-03-01' as Day], from: undefined };
    expect(await readCharges({ findCounted }, { ...query, limit: 1 })).toEqual({
      charges: [],
      unreadable: ['odd'],
      next: { day: '2026-03-01', external: false, after: 'odd' },
    });
  });
});
