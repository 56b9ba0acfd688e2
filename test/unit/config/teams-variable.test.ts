import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../shared/config/read-config.ts';
import { TeamsSchema } from '../../../shared/config/teams-variable.ts';
import { GOOD_ENVIRONMENT } from './good-environment.ts';

describe('TEAMS', () => {
  it('gives each caller its team, whatever the case of its e-mail, and some of them every one', () => {
    const { tags, members } = TeamsSchema.parse({
      'team=emea': ['Ann@acme.example', 'crm@acme-prod.iam.gserviceaccount.com'],
      'team=apac': [],
      '*': ['ops@acme.example'],
    });
    expect([...tags]).toEqual(['team=emea', 'team=apac']);
    expect([...members]).toEqual([
      ['ann@acme.example', 'team=emea'],
      ['crm@acme-prod.iam.gserviceaccount.com', 'team=emea'],
      ['ops@acme.example', 'every'],
    ]);
  });

  it.each([
    ['a tag without a value', { team: ['a@b.example'] }, 'must be a tag, name=value, or * for every team'],
    ['a tag with an empty value', { 'team=': [] }, 'must be a tag, name=value, or * for every team'],
    ['a member that is no e-mail', { 'team=emea': ['ann'] }, 'must be the e-mail address'],
    ['no team besides *', { '*': ['ops@acme.example'] }, 'must have a team besides *'],
    ['none at all', {}, 'must have a team besides *'],
    [
      'a caller in two teams',
      { 'team=emea': ['a@b.example'], 'team=apac': ['A@b.example'] },
      'is in "team=emea" already: a caller has one team, or * for every team',
    ],
    ['a caller of a team and of every one', { 'team=emea': ['a@b.example'], '*': ['a@b.example'] }, 'is in'],
    ['a list', ['team=emea'], 'expected record'],
  ])('may not be %s', (_what, teams, message) => {
    expect(
      TeamsSchema.safeParse(teams)
        .error?.issues.map((issue) => issue.message)
        .join(),
    ).toContain(message);
  });

  it.each(['submit-jobs', 'query-jobs', 'operate-jobs'] as const)('needs callers by name: %s', (name) => {
    const TEAMS = '{"team=emea":["ann@acme.example"]}';
    const deployed = { ...GOOD_ENVIRONMENT, TEAMS, K_SERVICE: name };
    for (const INVOKERS of [undefined, 'everybody'])
      expect(() => readConfig(name, { ...deployed, INVOKERS })).toThrow(/INVOKERS must be named/);
    expect(readConfig(name, { ...deployed, INVOKERS: 'named' }).TEAMS.tags.size).toBe(1);
    expect(
      readConfig(name, { ...GOOD_ENVIRONMENT, K_SERVICE: name, INVOKERS: 'named' }).TEAMS.tags.size,
    ).toBe(0);
  });
});
