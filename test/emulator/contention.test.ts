import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../shared/use-cases/receive/receive-response.ts';
import { submitJob } from '../../shared/use-cases/submit/submit-job.ts';
import { answerBody, id, messageIdOf, START, submission, testGateway } from '../fixtures.ts';

const emulators = inject('emulators');
const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];

describe.skipIf(!emulators)('six answers for one job at once', () => {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `contention-${process.pid}` });
  afterAll(() => firestore.terminate());

  it('end completed, with conflicts resolved by reading again, never by the SDK waiting', async () => {
    const store = new FirestoreJobStore(firestore, 'repository-1', () => undefined);
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
