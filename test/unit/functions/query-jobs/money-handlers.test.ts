import { describe, expect, it } from 'vitest';
import { queryJobsHandler } from '../../../../functions/query-jobs/handler.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { Team } from '../../../../shared/jobs/teams.ts';
import { showbackOf, submission, testGateway } from '../../../fixtures.ts';
import { submit } from '../../use-cases/actions.ts';

const SHOWBACK = showbackOf(['team=emea', 'region=north']);

async function reading() {
  const gateway = testGateway({
    budgets: [{ name: 'all', per: 'month', limit: 10 }],
    showback: SHOWBACK,
  });
  const { payload, ...rest } = submission('lead-1');
  await submit(gateway, { ...rest, payload: { ...payload, tags: [{ name: 'team', value: 'emea' }] } });
  const handle = queryJobsHandler(gateway, () => ({}));
  const ask = async (target: string, team: Team = 'every') => {
    const caller = { email: 'a@acme.example', team };
    const { status, body } = await handle({ method: 'GET', target, headers: {}, body: Buffer.of(), caller });
    return { status, answer: JSON.parse(body) };
  };
  return { gateway, ask };
}

describe('the budgets', () => {
  it('are counted anew after ten seconds', async () => {
    const { gateway, ask } = await reading();
    const usedOf = async () => (await ask('/v1/budgets')).answer.budgets[0].used;
    expect(await usedOf()).toBe(1);
    await submit(gateway, submission('lead-2'));
    gateway.clock.time = later(gateway.clock.time, 9_999);
    expect(await usedOf()).toBe(1);
    gateway.clock.time = later(gateway.clock.time, 1);
    expect(await usedOf()).toBe(2);
    expect((await ask('/v1/budgets')).answer.countedAt).toBe('2026-03-01T00:00:10.000Z');
  });

  it('of others are not told to a team, even right after they were read', async () => {
    const { ask } = await reading();
    expect((await ask('/v1/budgets')).answer.budgets).toHaveLength(1);
    expect((await ask('/v1/budgets', 'team=emea')).answer.budgets).toEqual([]);
    expect((await ask('/v1/budgets', 'none')).status).toBe(403);
  });
});

describe('the usage', () => {
  it('is by default that of the month of now, by job type', async () => {
    const { ask } = await reading();
    const { answer } = await ask('/v1/usage');
    expect(answer).toMatchObject({ period: '2026-03', by: ['jobType'], total: { accepted: 1 } });
    expect((await ask('/v1/usage?by=jobType,jobType')).answer).toEqual(answer);
  });

  it('is that of the month or the day that is asked for', async () => {
    const { ask } = await reading();
    for (const [query, period, accepted] of [
      ['month=2026-02', '2026-02', 0],
      ['day=2026-03-01', '2026-03-01', 1],
      ['day=2026-02-28', '2026-02-28', 0],
    ] as const)
      expect((await ask(`/v1/usage?${query}`)).answer).toMatchObject({ period, total: { accepted } });
  });

  it('is counted once within ten seconds, by each team for itself', async () => {
    const { gateway, ask } = await reading();
    const of = async (team: Team) => (await ask('/v1/usage', team)).answer.total?.accepted;
    expect([await of('every'), await of('team=emea'), await of('team=apac')]).toEqual([1, 1, undefined]);
    await submit(gateway, submission('lead-2'));
    expect(await of('every')).toBe(1);
    gateway.clock.time = later(gateway.clock.time, 10_000);
    expect([await of('every'), await of('team=emea')]).toEqual([2, 1]);
  });

  it('has nothing for a team whose tag is no showback tag', async () => {
    const { ask } = await reading();
    const { status, answer } = await ask('/v1/usage', 'team=apac');
    expect([status, answer.rows, answer.total]).toEqual([200, [], null]);
  });

  it.each([
    ['by=tema', 'by', 'takes day, jobType, team, region, with commas between them'],
    ['by=jobType,,day', 'by', 'has nothing before or behind a comma'],
    ['by=team,region', 'by', 'names several showback tags'],
    [`by=${'a'.repeat(201)}`, 'by', 'must have at most 200 characters'],
    ['month=2026-13', 'month', 'must be a month such as 2026-03'],
    ['month=2026-3', 'month', 'must be a month such as 2026-03'],
    ['month=2026-03-01', 'month', 'must be a month such as 2026-03'],
    ['day=2026-02-29', 'day', 'must be a day such as 2026-03-31'],
    ['day=2026-03', 'day', 'must be a day such as 2026-03-31'],
    ['day=2026-03-01&month=2026-03', 'day', 'is given along with month: give one of them'],
  ])('is refused for %s, with the remedy', async (query, parameter, detail) => {
    const { ask } = await reading();
    const { status, answer } = await ask(`/v1/usage?${query}`);
    expect([status, answer.parameter]).toEqual([400, parameter]);
    expect(answer.detail).toContain(`${parameter} ${detail}`);
    expect(answer.detail).not.toContain('tema');
  });

  it('is refused where it would take too many counts', async () => {
    const { gateway } = await reading();
    const showback = showbackOf(Array.from({ length: 500 }, (_, i) => `team=${i}`));
    const handle = queryJobsHandler({ ...gateway, showback }, () => ({}));
    const target = '/v1/usage?by=team,day,jobType';
    const { status, body } = await handle({ method: 'GET', target, headers: {}, body: Buffer.of() });
    expect([status, JSON.parse(body).detail]).toEqual([
      400,
      expect.stringMatching(
        /^by makes a table of more than the 3000 counts that a call may take: ask for a shorter period/,
      ),
    ]);
  });
});
