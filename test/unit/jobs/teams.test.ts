import { describe, expect, it } from 'vitest';
import {
  isSeenBy,
  NO_TEAMS,
  type Team,
  type Teams,
  teamOfCaller,
  teamTagsIn,
} from '../../../shared/jobs/teams.ts';

const TEAMS: Teams = {
  tags: new Set(['team=emea', 'team=apac']),
  members: new Map<string, Team>([
    ['ann@acme.example', 'team=emea'],
    ['ops@acme.example', 'every'],
  ]),
};

describe('the team of a caller', () => {
  it.each([
    ['ann@acme.example', 'team=emea'],
    ['ops@acme.example', 'every'],
    ['new@acme.example', 'none'],
    [null, 'none'],
  ])('of %s is %s', (email, team) => {
    expect(teamOfCaller(TEAMS, email)).toBe(team);
  });

  it.each([['ann@acme.example'], [null]])('is every one where none are told apart: %s', (email) => {
    expect(teamOfCaller(NO_TEAMS, email)).toBe('every');
  });
});

describe('the teams among tags', () => {
  it('are those that there are, each once', () => {
    const tags = ['team=emea', 'campaign=spring', 'team=emea', 'team=amer', 'team=apac'];
    expect(teamTagsIn(TEAMS, tags)).toEqual(['team=emea', 'team=apac']);
  });
});

describe('a job', () => {
  it.each<[Team, string | null, boolean]>([
    ['team=emea', 'team=emea', true],
    ['team=emea', 'team=apac', false],
    ['team=emea', null, false],
    ['every', 'team=apac', true],
    ['every', null, true],
    ['none', null, false],
    ['none', 'none', false],
  ])('is seen by callers of %s, if it is of %s: %s', (team, owner, isSeen) => {
    expect(isSeenBy(team, { team: owner })).toBe(isSeen);
  });
});
