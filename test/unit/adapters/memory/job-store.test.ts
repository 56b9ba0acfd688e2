import { describe, expect, it } from 'vitest';
import { MemoryJobStore } from '../../../../shared/adapters/memory/job-store.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { ListPlace } from '../../../../shared/jobs/list-order.ts';
import { id, publishedRecord, START } from '../../../fixtures.ts';

/** As the contract has it for every store (`test/contract/job-lists.test.ts`), here without Firestore. */
describe('the list of the newest in memory', () => {
  it('has each record once, the latest change first, wherever a page ends', async () => {
    const store = new MemoryJobStore();
    const seconds = [3, 1, 1, 2, 1, 3, 1];
    const records = seconds.map((second, i) => ({
      ...publishedRecord(`job-${i}`),
      updatedAt: later(START, second * 1000),
    }));
    await store.createAll(records);
    for (const limit of [1, 2, 3, 10]) {
      const found: string[] = [];
      let after: ListPlace | undefined;
      do {
        const page = await store.list({ filter: {}, order: 'newest', limit, after });
        found.push(...page.listed.map(({ record }) => record.requestId));
        after = page.next;
      } while (after !== undefined);
      expect([limit, found]).toEqual([limit, [5, 0, 3, 6, 4, 2, 1].map((i) => id(`job-${i}`))]);
    }
  });
});
