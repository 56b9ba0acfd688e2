import { describe, expect, it } from 'vitest';
import { SHARD_COUNT, wakeAt } from '../../../../shared/jobs/timers.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import type { DueQuery } from '../../../../shared/ports/job-store.ts';
import { PAYLOAD, START, submission, testGateway } from '../../../fixtures.ts';
import { answeredRecord } from '../../jobs/samples.ts';
import { intercept, submitMany, sweepAfter } from '../actions.ts';

describe('a page of a sweep', () => {
  it.each([
    { kilobytes: 1, next: 150 },
    // Of 32 MB each shard has 4 MB.
    { kilobytes: 90, next: 44 },
  ])('asks one shard how large they are, and takes as many as there is room for, of $kilobytes kB each', async ({
    kilobytes,
    next,
  }) => {
    const gateway = testGateway();
    gateway.published.failWith = new PublishError('unavailable', 'down');
    const payload = { ...PAYLOAD, employment: { company: { title: 'x'.repeat(kilobytes * 1000) } } };
    const jobs = Array.from({ length: 300 }, (_, i) => submission(`job-${i}`, { payload }));
    await submitMany(gateway, jobs);
    gateway.published.failWith = undefined;
    const limits: number[] = [];
    intercept(gateway.store, 'due', (query) => limits.push((query as DueQuery).limit));
    expect(await sweepAfter(gateway)).toEqual({ complete: true, counts: { republishing: 300 } });
    expect(limits.slice(0, 1 + SHARD_COUNT)).toEqual([
      30,
      ...Array.from({ length: SHARD_COUNT }, () => next),
    ]);
  });

  it('asks each shard once, and for little, while nothing tells how large the records are', async () => {
    const gateway = testGateway();
    const limits: number[] = [];
    intercept(gateway.store, 'due', (query) => limits.push((query as DueQuery).limit));
    await sweepAfter(gateway);
    expect(limits).toEqual([30, ...Array.from({ length: SHARD_COUNT - 1 }, () => 4)]);
  });

  it('takes little of the others where one shard has few, which are large', async () => {
    const gateway = testGateway();
    const job = JSON.stringify({ text: 'x'.repeat(790_000) });
    for (let i = 0; i < 160; i += 1) {
      const record = answeredRecord('completed', undefined, `job-${i}`);
      const wake = wakeAt(record.requestId, 'deliver', START);
      await gateway.store.create({ ...record, wake, answer: record.answer && { ...record.answer, job } });
    }
    const asked: DueQuery[] = [];
    intercept(gateway.store, 'due', (query) => asked.push(query as DueQuery));
    expect(await sweepAfter(gateway)).toMatchObject({ counts: { redelivering: 160 } });
    // Of 32 MB each shard has 4 MB.
    expect(asked.slice(1).filter(({ limit }) => limit > 5)).toEqual([]);
  });
});
