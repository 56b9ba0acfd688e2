import type { Query, QueryDocumentSnapshot } from '@google-cloud/firestore';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobDocument } from '../../../../shared/adapters/documents/document.ts';
import { documentName } from '../../../../shared/adapters/firestore/document-name.ts';
import { MergedDocuments } from '../../../../shared/adapters/firestore/merged-documents.ts';
import { id } from '../../../fixtures.ts';

interface Stored {
  readonly id: string;
  readonly at: unknown;
}

/** As much of Firestore's query as is asked here, over documents that are in its order already. */
function queryOf(stored: readonly Stored[], reads: number[], limit = 0): Query<JobDocument> {
  const query = {
    limit: (most: number) => queryOf(stored, reads, most),
    startAfter: (last: Stored) =>
      queryOf(stored.slice(stored.findIndex(({ id }) => id === last.id) + 1), reads),
    get: async () => {
      reads.push(limit);
      return { docs: stored.slice(0, limit).map((one) => ({ ...one, get: () => one.at }) as unknown) };
    },
  };
  return query as unknown as Query<JobDocument>;
}

const named = (requestId: string, at: unknown): Stored => ({ id: documentName(id(requestId)), at });
const byNewest = (a: Stored, b: Stored) => Number(b.at) - Number(a.at) || (a.id > b.id ? -1 : 1);

async function takeAll(documents: MergedDocuments): Promise<string[]> {
  const taken: string[] = [];
  while (await documents.hasMore()) {
    const next = (await documents.take())?.snapshot as QueryDocumentSnapshot | undefined;
    taken.push(next?.id ?? '');
  }
  return taken;
}

describe('the documents of several queries', () => {
  it('come as one list, the latest first, however they are spread and however few are read at once', async () => {
    const spread = fc.array(fc.tuple(fc.nat(3), fc.nat(5)), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        spread,
        fc.integer({ min: 1, max: 7 }),
        fc.nat(7),
        async (drawn, atOnce, refillBelow) => {
          const shards: Stored[][] = [[], [], [], []];
          for (const [i, [shard, at]] of drawn.entries()) shards[shard]?.push(named(`job-${i}`, at));
          const queries = shards.map((shard) => queryOf(shard.toSorted(byNewest), []));
          const documents = new MergedDocuments(queries, { order: 'newest', atOnce, refillBelow });
          expect(await takeAll(documents)).toEqual(
            shards
              .flat()
              .toSorted(byNewest)
              .map((one) => one.id),
          );
          expect([await documents.take(), await documents.hasMore()]).toEqual([undefined, false]);
        },
      ),
    );
  });

  it('are read no further than they are taken', async () => {
    const reads: number[] = [];
    const shard = [5, 4, 3, 2, 1].map((at) => named(`job-${at}`, at));
    const documents = new MergedDocuments([queryOf(shard, reads)], {
      order: 'newest',
      atOnce: 2,
      refillBelow: 1,
    });
    await documents.take();
    await documents.take();
    expect(reads).toEqual([2]);
    await documents.take();
    expect(reads).toEqual([2, 2]);
  });

  it('without a time or a name of ours are passed over, and end nothing', async () => {
    const shard = [named('a', 3), { id: 'a note', at: 2 }, named('b', 'noon'), named('c', 1)];
    const newest = new MergedDocuments([queryOf(shard, [])], { order: 'newest', atOnce: 1, refillBelow: 1 });
    expect(await takeAll(newest)).toEqual(['a', 'c'].map((requestId) => documentName(id(requestId))));
    const byName = new MergedDocuments([queryOf(shard, [])], { order: 'name', atOnce: 3, refillBelow: 1 });
    expect(await takeAll(byName)).toHaveLength(3);
  });
});
