import { describe, expect, it } from 'vitest';
import { RecordUnreadableError } from '../../../../shared/ports/errors.ts';
import type { RequestId } from '../../../../shared/protocol/request-id.ts';
import { attemptFor, attemptsOf } from '../../../../shared/use-cases/read/attempts.ts';
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

/** Lets one record be as a newer version wrote it. */
function spoil({ store: jobs }: TestGateway, requestId: string): void {
  const { getMany } = jobs;
  Object.assign(jobs, {
    getMany: async (ids: readonly RequestId[]) =>
      (await getMany.call(jobs, ids)).map((read) =>
        read?.record.requestId === requestId ? { requestId, reason: 'newer-format' } : read,
      ),
  });
}

describe('an attempt and those after it', () => {
  it('are all of its lineage for a root, oldest first', async () => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 3);
    expect(await attempts(gateway, 'a')).toEqual([['a', 'a~2', 'a~3']]);
  });

  it('are a later attempt and those after it', async () => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 3);
    expect(await attempts(gateway, 'a~2', 'a~3')).toEqual([['a~2', 'a~3'], ['a~3']]);
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

  it('of a root are not told where one of them cannot be read: the lineage would seem to have gone back', async () => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 4);
    await lineage(gateway, 'b', 1);
    spoil(gateway, 'a~3');
    expect(await attemptsOf(gateway, ['a', 'b', 'a~2', 'a~4'].map(id))).toMatchObject([
      { requestId: 'a~3', reason: 'newer-format' },
      [{ record: { requestId: 'b' } }],
      [{ record: { requestId: 'a~2' } }],
      [{ record: { requestId: 'a~4' } }],
    ]);
  });

  it('cost one call for each generation, however many leads are asked for', async () => {
    const gateway = testGateway();
    for (const root of ['a', 'b', 'c']) await lineage(gateway, root, 2);
    const calls = countCalls(gateway);
    await attempts(gateway, 'a', 'b', 'c');
    expect(calls).toEqual({ getMany: 2 });
  });
});

describe('the attempt that an ID stands for', () => {
  it.each([
    ['a', 'a~3'],
    ['a~2', 'a~2'],
    ['a~3', 'a~3'],
  ])('of %s is %s', async (asked, latest) => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 3);
    const { record } = await attemptFor(gateway, await storedOf(gateway, asked));
    expect(record.requestId).toBe(latest);
  });

  it('is not known where it cannot be read', async () => {
    const gateway = testGateway();
    await lineage(gateway, 'a', 2);
    spoil(gateway, 'a~2');
    const asked = await storedOf(gateway, 'a');
    await expect(attemptFor(gateway, asked)).rejects.toThrow(RecordUnreadableError);
  });
});
