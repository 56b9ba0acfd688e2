import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { JobStore, Stored } from '../../shared/ports/job-store.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
import { submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { answerBody, id, messageIdOf, publishedRecord, START, submission, testGateway } from '../fixtures.ts';

const emulators = inject('emulators');
const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];

describe.skipIf(!emulators)('six answers for one job at once', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `contention-${process.pid}` });
  afterAll(() => firestore.terminate());

  it('end completed, with conflicts resolved by reading again, never by the SDK waiting', async () => {
    const store = new FirestoreJobStore(firestore, 'repository-1', { onUnreadable: () => undefined });
    const conflicts: string[] = [];
    const counted: JobStore = Object.assign(Object.create(store), {
      create: store.create.bind(store),
      get: store.get.bind(store),
      replace: async (...args: Parameters<JobStore['replace']>) => {
        const result = await store.replace(...args);
        if (result === 'conflict') conflicts.push(args[0].requestId);
        return result;
      },
    });
    const slept: number[] = [];
    const gateway = { ...testGateway(), store: counted as never };
    const clock = {
      ...gateway.clock,
      sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, slept.push(ms) && ms)),
    };
    await submitJob(gateway, submission('lead-1'));
    const message = (status: string, i: number) => ({
      messageId: messageIdOf(status),
      publishTime: timestampOf(START),
      data: Buffer.from(answerBody({ status, updateTime: timestampOf(later(START, i)) })),
      attributes: {},
    });
    await Promise.all(
      STATUSES.map((status, i) => receiveResponse({ ...gateway, clock }, message(status, i))),
    );
    expect(await store.get(id('lead-1'))).toMatchObject({
      record: { status: 'completed', delivery: { key: 'lead-1/completed' } },
    });
    // Each conflict was answered by a wait of ours; the SDK's own backoff begins at a second.
    expect(slept).toHaveLength(conflicts.length);
    expect(Math.max(0, ...slept)).toBeLessThan(200);
  });
});

describe.skipIf(!emulators)('two sets of writes for the same records at once', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `contending-sets-${process.pid}` });
  afterAll(() => firestore.terminate());
  const store = new FirestoreJobStore(firestore, 'repository-1', { onUnreadable: () => undefined });
  const names = Array.from({ length: 100 }, (_, i) => `lead-${i}`);
  const setOf = (priority: number) => names.map((name) => ({ ...publishedRecord(name), priority }));
  /** Each record is the one set's or the other's: its revision is that set's, and the other lost it. */
  async function expectOneWinner(outcomes: readonly (readonly unknown[])[], lost: string) {
    const stored = await store.getMany(names.map(id));
    for (const [i, one] of stored.entries()) {
      if (!one || !('record' in one)) throw new Error('It is stored.');
      const winner = (one.record.priority ?? 0) - 1;
      expect([outcomes[winner]?.[i], outcomes[1 - winner]?.[i]]).toEqual([one.revision, lost]);
    }
  }

  it('write each record once: the other set finds it there, or changed', async () => {
    const created = await Promise.all([1, 2].map((priority) => store.createAll(setOf(priority))));
    await expectOneWinner(created, 'exists');
    const stored = (await store.getMany(names.map(id))) as Stored[];
    const replace = (priority: number) =>
      store.replaceAll(setOf(priority).map((record, i) => ({ record, expected: revisionAt(stored, i) })));
    await expectOneWinner(await Promise.all([replace(1), replace(2)]), 'conflict');
  });
});

function revisionAt(stored: readonly Stored[], i: number) {
  return (stored[i] as Stored).revision;
}
