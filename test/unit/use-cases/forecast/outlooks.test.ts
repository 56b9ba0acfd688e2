import { describe, expect, it } from 'vitest';
import type { Teams } from '../../../../shared/jobs/teams.ts';
import { retryJob } from '../../../../shared/use-cases/operate/retry-job.ts';
import { id, submission, testGateway } from '../../../fixtures.ts';
import { countCalls, receiveAnswer, submit, submitMany } from '../actions.ts';
import { forecast, ofTeam, wouldOf } from './forecasting.ts';

const TEAMS: Teams = { tags: new Set(['team=emea', 'team=apac']), members: new Map() };
const other = (requestId: string) =>
  submission(requestId, { payload: { ...submission().payload, tags: [] } });

describe('the outlook of an item', () => {
  it('is new where nothing is known of it', async () => {
    expect((await forecast(testGateway(), [submission('a')])).results).toEqual([
      { would: 'new', requestId: 'a', kind: 0, budgets: [] },
    ]);
  });

  it('is known, with the status of its latest attempt, where the same was submitted before', async () => {
    const gateway = testGateway();
    await submit(gateway, submission('a'));
    await submit(gateway, submission('b'));
    await receiveAnswer(gateway, { id: 'b' });
    expect((await forecast(gateway, [submission('a'), submission('b')])).results).toEqual([
      { would: 'known', requestId: 'a', status: 'published' },
      { would: 'known', requestId: 'b', status: 'completed' },
    ]);
  });

  it('is reused-id where its request ID is of other content', async () => {
    const gateway = testGateway();
    await submit(gateway, submission('a'));
    expect((await forecast(gateway, [other('a')])).results).toEqual([{ would: 'reused-id', requestId: 'a' }]);
  });

  it('is duplicate-in-list where an item before it is the same, reused-id where that is another', async () => {
    const items = [submission('a'), submission('b'), submission('a'), other('b'), submission('a')];
    expect((await forecast(testGateway(), items)).results.slice(2)).toEqual([
      { would: 'duplicate-in-list', requestId: 'a', duplicateOf: 0 },
      { would: 'reused-id', requestId: 'b', duplicateOf: 1 },
      { would: 'duplicate-in-list', requestId: 'a', duplicateOf: 0 },
    ]);
  });

  it('is that of equal content where no request ID is given', async () => {
    const { requestId: _, ...unnamed } = submission();
    const [first, second] = (await forecast(testGateway(), [unnamed, unnamed])).results;
    expect([first?.would, second?.would]).toEqual(['new', 'duplicate-in-list']);
    expect(second?.requestId).toBe(first?.requestId);
    expect(first?.requestId).toMatch(/^c-[0-9a-f]{64}$/);
  });

  it('is invalid with all violations that a submission is refused for', async () => {
    const items = [{ jobType: 'enrichMobile' }, submission('a', { jobType: 'telepathy' }), 'nothing'];
    const gateway = testGateway();
    const told = (await forecast(gateway, items)).results;
    const results = await submitMany(gateway, items);
    expect(told.map(({ would }) => would)).toEqual(['invalid', 'invalid', 'invalid']);
    expect(told.map(({ errors }) => errors)).toEqual(
      results.map((result) => (result.kind === 'invalid' ? result.violations : undefined)),
    );
    expect(told[1]?.requestId).toBe('a');
  });

  it('is known where an earlier configuration accepted it, and invalid where none did', async () => {
    const gateway = testGateway();
    await submit(gateway, submission('a'));
    const without = { ...gateway, jobTypes: new Map() };
    expect(await wouldOf(without, [submission('a'), submission('b'), other('a')])).toEqual([
      'known',
      'invalid',
      'invalid',
    ]);
  });

  it('is too-large, with its bytes, where Modigie would not take it', async () => {
    const lastName = 'x'.repeat(100_000);
    const { payload } = submission();
    const large = submission('a', { payload: { ...payload, person: { ...payload.person, lastName } } });
    const { results } = await forecast(testGateway(), [large]);
    expect(results).toEqual([{ would: 'too-large', requestId: null, bytes: expect.any(Number) }]);
  });

  it('is new where the same was over budget, since it goes out when there is room', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 0 }] });
    await submit(gateway, submission('a'));
    expect(await wouldOf(gateway, [submission('a')])).toEqual(['over-budget']);
    expect(await wouldOf({ ...gateway, budgetLimits: [] }, [submission('a')])).toEqual(['new']);
  });

  it('is known where the same was over budget, and retried by hand since', async () => {
    const gateway = testGateway({ budgets: [{ name: 'all', per: 'day', limit: 0 }] });
    await submit(gateway, submission('a'));
    const roomy = testGateway({ store: gateway.store });
    await retryJob(roomy, { requestId: id('a'), reason: null });
    expect((await forecast(roomy, [submission('a')])).results).toEqual([
      { would: 'known', requestId: 'a', status: 'published' },
    ]);
  });

  it('is known where Modigie told of the job before, which is then taken to be the same', async () => {
    const gateway = testGateway();
    await receiveAnswer(gateway, { id: 'a', status: 'processing' });
    expect((await forecast(gateway, [submission('a')])).results).toEqual([
      { would: 'known', requestId: 'a', status: 'processing' },
    ]);
  });

  it('is known, of no status, where the record cannot be read', async () => {
    const gateway = testGateway();
    const getMany = async (ids: readonly string[]) =>
      ids.map((requestId) => ({ requestId, reason: 'newer-format' }) as const);
    Object.assign(gateway.store, { getMany });
    expect((await forecast(gateway, [submission('a')])).results).toEqual([
      { would: 'known', requestId: 'a', status: null },
    ]);
  });

  it('says of the job of another team no more than that its ID is taken', async () => {
    const gateway = { ...testGateway(), teams: TEAMS };
    await submit(gateway, ofTeam('a', 'emea'));
    const asked = [ofTeam('a', 'emea'), submission('a')];
    expect(await wouldOf(gateway, asked, { team: 'team=emea' })).toEqual(['known', 'reused-id']);
    await submit(gateway, submission('b'));
    const { results } = await forecast(gateway, [submission('a'), submission('b')], { team: 'team=apac' });
    expect(results).toEqual([
      { would: 'reused-id', requestId: 'a' },
      { would: 'reused-id', requestId: 'b' },
    ]);
  });

  it('of one that cannot be looked at is told as a fault, and stops no other', async () => {
    const gateway = testGateway();
    const broken = {
      get jobType() {
        throw new Error('a bug');
      },
    };
    const told = await forecast(gateway, [broken, submission('a')]);
    expect(told.results.map(({ would }) => would)).toEqual(['invalid', 'new']);
    expect(gateway.events).toContainEqual(expect.objectContaining({ name: 'request.failed' }));
  });
});

it('five hundred items take five calls of the ledger', async () => {
  const gateway = testGateway();
  const calls = countCalls(gateway);
  const items = Array.from({ length: 500 }, (_, i) => submission(`lead-${i}`));
  const { summary } = await forecast(gateway, items);
  expect(summary.byWould).toEqual({ new: 500 });
  expect(calls).toEqual({ getMany: 5 });
});
