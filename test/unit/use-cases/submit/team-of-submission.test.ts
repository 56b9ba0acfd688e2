import { describe, expect, it } from 'vitest';
import type { Team, Teams } from '../../../../shared/jobs/teams.ts';
import { teamOf, violationsOfTeam } from '../../../../shared/use-cases/submit/team-of-submission.ts';

const TEAMS: Teams = { tags: new Set(['team=emea', 'team=apac']), members: new Map() };
const of = (team: Team) => ({ teams: TEAMS, caller: { email: 'ann@acme.example', team } });
const tagged = (...tags: string[]) => ({
  tags: tags.map((tag) => ({ name: tag.split('=')[0], value: tag.split('=')[1] })),
});

describe('the team of a submission', () => {
  it.each<[Team, string[], string | null]>([
    ['team=emea', [], 'team=emea'],
    ['team=emea', ['campaign=spring'], 'team=emea'],
    ['every', ['campaign=spring', 'team=apac'], 'team=apac'],
    ['every', ['campaign=spring', 'team=amer'], null],
  ])('is, for a caller of %s and the tags %j, %s', (team, tags, expected) => {
    expect(teamOf(of(team), tags)).toBe(expected);
  });
});

describe('a payload', () => {
  it('may have the tag of its own team, and any that is of no team', () => {
    expect(violationsOfTeam(of('team=emea'), tagged('team=emea', 'team=amer', 'a=b'))).toEqual([]);
  });

  it('may not have the tag of another team, which would see and pay it', () => {
    expect(violationsOfTeam(of('team=emea'), tagged('a=b', 'team=apac'))).toEqual([
      {
        pointer: '/payload/tags/1',
        detail: 'is the tag of another team: leave it out; the gateway sets that of yours',
      },
    ]);
  });

  it('names one team at most, if its caller is of every one', () => {
    expect(violationsOfTeam(of('every'), tagged('team=apac', 'team=apac'))).toEqual([]);
    expect(violationsOfTeam(of('every'), tagged('team=apac', 'team=emea'))).toEqual([
      { pointer: '/payload/tags/1', detail: 'names a second team, and a job has one: leave one of them out' },
    ]);
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{ tags: 'team=apac' }],
    [{ tags: [null, 'team=apac', {}] }],
  ])('of another shape is looked at by the schema: %j', (payload) => {
    expect(violationsOfTeam(of('team=emea'), payload)).toEqual([]);
  });
});
