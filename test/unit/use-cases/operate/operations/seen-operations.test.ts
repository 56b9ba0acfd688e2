import { describe, expect, it } from 'vitest';
import { MemoryOperationStore } from '../../../../../shared/adapters/memory/operation-store.ts';
import { later } from '../../../../../shared/jobs/instant.ts';
import { operationId } from '../../../../../shared/jobs/operations/operation.ts';
import { seenOperations } from '../../../../../shared/use-cases/operate/operations/seen-operations.ts';
import { START } from '../../../../fixtures.ts';
import { operation } from '../../../jobs/operations/samples.ts';

const [MINE, THEIRS] = [operationId('ann', ['1']), operationId('bob', ['2'])];

async function operations() {
  const store = new MemoryOperationStore();
  await store.create(operation({ id: MINE, team: 'team=emea' }));
  await store.create(operation({ id: THEIRS, team: 'team=apac' }));
  return store;
}

describe('operations, for callers of a team', () => {
  it('are those of its members, and no others', async () => {
    const seen = seenOperations('team=emea', await operations());
    expect((await seen.get(MINE))?.operation.id).toBe(MINE);
    expect(await seen.get(THEIRS)).toBeUndefined();
    expect((await seen.list({ limit: 9 })).operations.map(({ id }) => id)).toEqual([MINE]);
  });

  it('are all of them for callers of every team, and due for whoever works on them', async () => {
    const store = await operations();
    expect((await seenOperations('every', store).list({ limit: 9 })).operations).toHaveLength(2);
    expect(await seenOperations('team=emea', store).due(later(START, 1), 9)).toHaveLength(2);
  });
});
