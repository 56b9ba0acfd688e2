import { describe, expect, it } from 'vitest';
import type { Team, Teams } from '../../../../../shared/jobs/teams.ts';
import { submitJob } from '../../../../../shared/use-cases/submit/submit-job.ts';
import { id, submission, testGateway } from '../../../../fixtures.ts';
import { receiveAnswer } from '../../actions.ts';

const TEAMS: Teams = { tags: new Set(['team=emea', 'team=apac']), members: new Map() };

function company() {
  const gateway = {
    ...testGateway({ budgets: [{ name: 'emea', tag: 'team=emea', per: 'day', limit: 1 }] }),
    teams: TEAMS,
  };
  const submit = (team: Team, input: object = submission('lead-1')) =>
    submitJob({ ...gateway, caller: { email: 'ann@acme.example', team } }, input);
  return { gateway, submit };
}

describe('a submission by a caller of one team', () => {
  it('is of that team and has its tag, for good', async () => {
    const { gateway, submit } = company();
    await submit('team=apac');
    const stored = await gateway.store.get(id('lead-1'));
    expect(stored?.record).toMatchObject({ team: 'team=apac', tags: ['team=apac'] });
  });

  it('counts against the budget of the team', async () => {
    const { submit } = company();
    const kinds = [];
    for (const name of ['lead-1', 'lead-2']) kinds.push((await submit('team=emea', submission(name))).kind);
    expect(kinds).toEqual(['accepted', 'over-budget']);
  });

  it('is refused an ID of another team, of which nothing is said: not even that the request is the same', async () => {
    const { submit } = company();
    await submit('team=apac');
    const taken = { kind: 'request-id-reused', requestId: 'lead-1', differing: [] };
    expect(await submit('team=emea')).toEqual(taken);
    expect(await submit('team=emea')).toEqual(taken);
    expect(await submit('team=apac')).toMatchObject({ kind: 'replayed' });
  });

  it('is refused it when its own budget is used up, too', async () => {
    const { submit } = company();
    await submit('team=apac');
    await submit('team=emea', submission('lead-2'));
    expect(await submit('team=emea')).toMatchObject({ kind: 'request-id-reused', differing: [] });
  });

  it('that is not acceptable is answered as if there were no other', async () => {
    const { gateway, submit } = company();
    await submit('team=apac');
    const later = (team: Team) =>
      submitJob({ ...gateway, jobTypes: new Map(), caller: { email: null, team } }, submission('lead-1'));
    expect(await later('team=emea')).toMatchObject({ kind: 'invalid' });
    expect(await later('team=apac')).toMatchObject({ kind: 'replayed' });
  });

  it('without an ID has one of its team, and may name that of its content as well', async () => {
    const { submit } = company();
    const { requestId: _, ...unnamed } = submission('x');
    const ofNobody = await submit('every', unnamed);
    const [apac, again] = [await submit('team=apac', unnamed), await submit('team=apac', unnamed)];
    if (!('requestId' in apac && 'requestId' in ofNobody)) throw new Error(apac.kind);
    expect(apac.requestId).not.toBe(ofNobody.requestId);
    expect(again).toMatchObject({ kind: 'replayed', requestId: apac.requestId });
    expect(await submit('every', { ...unnamed, requestId: ofNobody.requestId })).toMatchObject({
      kind: 'replayed',
    });
    expect(await submit('every', { ...unnamed, requestId: apac.requestId })).toMatchObject({
      kind: 'invalid',
    });
  });

  it('may be of an ID that an answer came for, of a job that no team has', async () => {
    const { gateway, submit } = company();
    await receiveAnswer(gateway, { status: 'started' });
    expect(await submit('team=apac')).toMatchObject({ kind: 'accepted' });
  });
});
