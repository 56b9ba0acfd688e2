/** What a job costs in operations: the figures of docs/operate.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { receiveResponse } from '../../../shared/gateway/receive-response.ts';
import { submitJob } from '../../../shared/gateway/submit-job.ts';
import { sweep } from '../../../shared/gateway/sweep.ts';
import { versionOf } from '../../../shared/protocol/timestamp.ts';
import { answerBody, DAY, id, MINUTE, START, submission, type TestGateway, testGateway } from '../../fixtures.ts';

/** Counts reads (documents) and writes of the store. */
function counting(gateway: TestGateway) {
  const counts = { reads: 0, writes: 0 };
  const store = new Proxy(gateway.store, {
    get(target, name) {
      const method = Reflect.get(target, name, target) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const result = await method.apply(target, args);
        if (name === 'create' || name === 'replace') counts.writes += 1;
        if (name === 'get') counts.reads += 1;
        if (name === 'due') counts.reads += (result as unknown[]).length;
        return result;
      };
    },
  });
  const take = () => {
    const taken = { ...counts };
    counts.reads = 0;
    counts.writes = 0;
    return taken;
  };
  return { gateway: { ...gateway, store }, take };
}

describe('a job that completes', () => {
  it('costs what docs/operate.md says', async () => {
    const base = testGateway();
    const { gateway, take } = counting(base);
    await submitJob(gateway, submission('lead-1'), () => id('unused'));
    expect(take()).toEqual({ reads: 0, writes: 2 });
    const statuses = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
    const messages = statuses.map((status, i) => ({
      messageId: status,
      publishTime: versionOf(START),
      data: Buffer.from(answerBody({ status, updateTime: versionOf(START + i + 1) })),
      attributes: {},
    }));
    for (const message of messages) await receiveResponse(gateway, message);
    // Six answers, one write each, and one more that notes the delivery.
    expect(take()).toEqual({ reads: 6, writes: 7 });
    for (const message of messages) await receiveResponse(gateway, message);
    expect(take()).toEqual({ reads: 6, writes: 0 });
    base.clock.time += 31 * DAY;
    await sweep(gateway, MINUTE);
    expect(take()).toEqual({ reads: 1, writes: 1 });
    expect(readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'operate.md'), 'utf8')).toContain('| **a job** | **7** | **10** |');
  });
});
