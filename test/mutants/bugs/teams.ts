/** Bugs in keeping the teams of a company apart. */
import { bugsIn } from '../planted-bug.ts';

export const TEAM_BUGS = [
  ...bugsIn('jobs/teams.ts', {
    'a caller in no team sees every job': ["|| 'none'", "|| 'every'"],
    'jobs of no team are seen by each': ['team === owner)', '[team, null].includes(owner))'],
  }),
  ...bugsIn('use-cases/read/seen-jobs.ts', {
    'another team reads a job by its ID': [
      'return read === undefined || isUnreadable(read) || isSeenBy(team, read.record) ? read : undefined;',
      'return read;',
    ],
    'another team lists a job': ['filter: { ...filter, team }', 'filter'],
    'another team counts a job': ['store.count({ ...filter, team })', 'store.count(filter)'],
    'another team finds a job to change': [
      'stored && isSeenBy(team, stored.record) ? stored : undefined',
      'stored',
    ],
  }),
  ...bugsIn('use-cases/read/kept-counts.ts', {
    'one team is shown the counts of another': [
      'Object.entries(filter)',
      "Object.entries(filter).filter(([name]) => name !== 'team')",
    ],
  }),
  ...bugsIn('use-cases/submit/team-of-submission.ts', {
    'a job is put under another team by its payload': ['if (named.size === 1) return [];', 'return [];'],
    'the team follows from the payload': ['ownTeam(context) ?? ', ''],
  }),
  ...bugsIn('use-cases/submit/submit-job.ts', {
    'another team is answered with a job': ['if (!isSeen(context, from)) {', 'if (false) {'],
    'another team learns that a request was accepted': [' && isSeen(context, stored)', ''],
  }),
  ...bugsIn('use-cases/submit/parse-submission.ts', {
    'the tag of the team is not set': ['[...new Set([...content.tags, team])]', 'content.tags'],
    'teams share the IDs of their content': [
      'const derived = contentId(print, ownTeam(context));',
      'const derived = contentId(print, null);',
    ],
  }),
  ...bugsIn('http/router.ts', {
    'callers of one team do what concerns every team': [
      "concerns === 'every-team' && team !== 'every'",
      'false',
    ],
    'callers of no team are let in': ["if (team === 'none') refuse", 'if (false) refuse'],
  }),
];
