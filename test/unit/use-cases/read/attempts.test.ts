import { describe, expect, it } from 'vitest';
import { attemptsOf, latestAttempt } from '../../../../shared/use-cases/read/attempts.ts';
import { id, publishedRecord, type TestGateway, testGateway } from '../../../fixtures.ts';
import { countCalls, store, storedOf } from '../actions.ts';

/** A lineage of so many attempts in the store, each but the last retried by the next. */
async function lineage(gateway: TestGateway, root: string, attempts: number): Promise<void> {
  const idOf = (attempt: number) => id(attempt === 1 ? root : `${root}~${attempt}`);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    await store(gateway, {
      ...publishedRecord(idOf(attempt)),
      lineage: {
        rootId: id(root),
        attempt,
        retryOf: attempt === 1 ? null : idOf(attempt - 1),
        retriedBy: attempt === attempts ? null : idOf(attempt + 1),
      },
    });
  }
}

async function attempts(gateway: TestGateway, ...requestIds: readonly string[]): Promise<string[][]> {
  const found = await attemptsOf(gateway, requestIds.map(id));
  return found.map((lineage) =>
    Array.isArray(lineage) ? lineage.map(({ record }) => record.requestId) : [],
  );
}

describe('the attempts that a request ID answers for', () => {
  it('are all of its lineage for a root, oldest first', async () => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 3);
    expect(await attempts(gateway, 'a')).toEqual([['a', 'a~2', 'a~3']]);
  });

  it('are itself alone for a later attempt, retried or not', async () => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 3);
    expect(await attempts(gateway, 'a~2', 'a~3')).toEqual([['a~2'], ['a~3']]);
  });

  it('are none for an unknown ID, and each ID keeps its place', async () => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 2);
    await lineage(gateway, 'b', 1);
    expect(await attempts(gateway, 'unknown', 'a', 'b', 'a')).toEqual([
      ...[[], ['a', 'a~2'], ['b'], ['a', 'a~2']],
    ]);
  });

  it('end where a successor is noted and cannot be found', async () => {
    const gateway = testGateway();
    await store(gateway, {
      ...publishedRecord('a'),
      lineage: { rootId: id('a'), attempt: 1, retryOf: null, retriedBy: id('a~2') },
    });
    expect(await attempts(gateway, 'a')).toEqual([['a']]);
  });

  it('cost one call for each generation, however many leads are asked for', async () => {
    const gateway = testGateway();
    for (const root of ['a', 'b', 'c']) await lineage(gateway, root, 2);
    const calls = countCalls(gateway);
    await attempts(gateway, 'a', 'b', 'c');
    expect(calls).toEqual({ getMany: 2 });
  });
});

describe('the latest attempt', () => {
  it.each([
    ['a', 'a~3'],
    ['a~2', 'a~2'],
    ['a~3', 'a~3'],
  ])('of %s is %s', async (asked, latest) => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 3);
    const { record } = await latestAttempt(gateway, await storedOf(gateway, asked));
    expect(record.requestId).toBe(latest);
  });
});
