import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { retryJob } from '../../../../shared/use-cases/operate/retry-job.ts';
import {
  DAY,
  id,
  PAYLOAD,
  START,
  showbackOf,
  submission,
  type TestGateway,
  testGateway,
} from '../../../fixtures.ts';
import { receiveAnswer, recordOf, submit } from '../actions.ts';
import { wouldOf } from '../forecast/forecasting.ts';

function retry(gateway: TestGateway, requestId: string) {
  return retryJob(gateway, { requestId: id(requestId), reason: null });
}

/** On the day after `b` and `c` had no room, which one of them has now. */
async function refused(): Promise<TestGateway> {
  const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 1 }] });
  for (const requestId of ['a', 'b', 'c']) await submit(gateway, submission(requestId));
  gateway.clock.time = later(START, DAY);
  return gateway;
}

/** Of two that are retried at once one finds no room, once its retry is stored. */
async function refusedAgain(): Promise<TestGateway> {
  const gateway = await refused();
  const kinds = await Promise.all(['b', 'c'].map(async (one) => (await retry(gateway, one)).kind));
  expect(kinds).toEqual(['over-budget', 'retried']);
  return gateway;
}

describe('a lead that was over budget, and is retried', () => {
  it.each([
    'create',
    'replace',
  ] as const)('is sent once when it is submitted before that %s', async (write) => {
    const gateway = await refused();
    const original = gateway.store[write].bind(gateway.store);
    Object.assign(gateway.store, {
      [write]: async (record: JobRecord, ...more: never[]) => {
        const written = await (original as (...all: unknown[]) => Promise<unknown>)(record, ...more);
        Object.assign(gateway.store, { [write]: original });
        expect(await submit(gateway, submission('b'))).toEqual({ kind: 'unavailable', requestId: 'b' });
        return written;
      },
    });
    expect(await retry(gateway, 'b')).toMatchObject({ kind: 'retried' });
    expect(gateway.published.requestIds()).toEqual(['a', 'b~2']);
    expect(await submit(gateway, submission('b'))).toMatchObject({
      kind: 'replayed',
      requestId: 'b',
      record: { requestId: 'b~2', status: 'published' },
    });
  });

  it('goes out when it is submitted again, had its retry no room either', async () => {
    const gateway = await refusedAgain();
    expect(await submit(gateway, submission('b'))).toMatchObject({ kind: 'over-budget', requestId: 'b' });
    expect(await wouldOf(gateway, [submission('b')])).toEqual(['over-budget']);
    gateway.clock.time = later(START, 2 * DAY);
    expect(await wouldOf(gateway, [submission('b')])).toEqual(['new']);
    expect(await submit(gateway, submission('b'))).toMatchObject({
      kind: 'accepted',
      requestId: 'b',
      record: {
        requestId: 'b~2',
        status: 'published',
        lineage: { rootId: 'b', attempt: 2, retryOf: 'b' },
        account: { acceptedOn: '2026-03-01', reservedOn: '2026-03-03' },
      },
    });
    expect(await submit(gateway, submission('b'))).toMatchObject({ kind: 'replayed' });
    expect(gateway.published.requestIds()).toEqual(['a', 'c~2', 'b~2']);
  });

  it('is counted by the tags of its first attempt, whatever is a showback tag by then', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 0 }] });
    const lead = submission('a', { payload: { ...PAYLOAD, tags: [{ name: 'team', value: 'emea' }] } });
    await submit({ ...gateway, showback: showbackOf(['team=apac']) }, lead);
    // Room there seems to be, and is gone when it is counted.
    const raised = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 1 }], store: gateway.store });
    const { countAs } = raised.store;
    let counts = 0;
    Object.assign(raised.store, { countAs: async () => (counts++ === 0 ? 0 : 9) });
    expect(await retry(raised, 'a')).toMatchObject({ kind: 'over-budget' });
    Object.assign(raised.store, { countAs });
    raised.clock.time = later(START, DAY);
    await submit({ ...raised, showback: showbackOf(['team=emea']) }, lead);
    expect(await recordOf(raised, 'a~2')).toMatchObject({
      status: 'published',
      account: { acceptedOn: '2026-03-01', reservedOn: '2026-03-02', dimensions: ['team=other'] },
    });
  });

  it('is known once its retry has completed, whatever is configured then', async () => {
    const gateway = await refused();
    await retry(gateway, 'b');
    await receiveAnswer(gateway, { id: 'b~2' });
    expect(await wouldOf(gateway, [submission('b')])).toEqual(['known']);
    const jobTypes = new Map([['enrichMobile', { topic: 't', requirements: ['phone' as const] }]]);
    expect(await submit({ ...gateway, jobTypes }, submission('b'))).toMatchObject({
      kind: 'replayed',
      record: { requestId: 'b~2', status: 'completed' },
    });
  });
});
