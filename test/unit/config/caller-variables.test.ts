import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import { readConfig } from '../../../shared/config/read-config.ts';
import { GOOD_ENVIRONMENT } from './good-environment.ts';

const CALLED: readonly FunctionName[] = ['intake-jobs', 'receive-responses', 'sweep-jobs', 'pull-responses'];
const IN_THE_CLOUD = { INVOKERS: 'named', K_SERVICE: 'sweep-jobs' };

/** @returns the variables that are refused, each with its remedy; empty when the function may start */
function refused(name: FunctionName, more: Readonly<Record<string, string | undefined>>): string[] {
  try {
    readConfig(name, { ...GOOD_ENVIRONMENT, ...more });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe.each(CALLED)('the callers of %s', (name) => {
  it.each([
    ['are known by their signatures, by default', {}],
    ['are known by their signatures, on Cloud Run too', IN_THE_CLOUD],
    ['are known by their signatures where everybody may call', { ...IN_THE_CLOUD, INVOKERS: 'everybody' }],
    ['were checked before', { ...IN_THE_CLOUD, PUSH_AUTHENTICATION: 'behind-iam' }],
    ['are anybody on an own machine', { PUSH_AUTHENTICATION: 'off', PUSH_AUDIENCE: '', PUSH_ACCOUNT: '' }],
  ])('%s', (_name, more) => {
    expect(refused(name, more)).toEqual([]);
  });

  it.each([
    ['required', ['PUSH_AUTHENTICATION must be signature, behind-iam or off']],
    ['behind-iam', ['INVOKERS must be named', 'K_SERVICE is required']],
  ])('are not known by PUSH_AUTHENTICATION=%s alone', (mode, problems) => {
    const found = refused(name, { PUSH_AUTHENTICATION: mode });
    expect(found).toEqual(problems.map((problem) => expect.stringContaining(problem)));
  });

  it.each(['everybody', ''])('were not checked before when INVOKERS is "%s"', (INVOKERS) => {
    const more = { ...IN_THE_CLOUD, PUSH_AUTHENTICATION: 'behind-iam', INVOKERS };
    expect(refused(name, more)).toEqual([
      expect.stringMatching(/^ {2}INVOKERS must be named .+ or set PUSH_AUTHENTICATION=signature$/),
    ]);
  });

  it('were not checked before where there is no Cloud Run', () => {
    const more = { PUSH_AUTHENTICATION: 'behind-iam', INVOKERS: 'named' };
    expect(refused(name, more)).toEqual([
      expect.stringMatching(/^ {2}K_SERVICE is required .+; set PUSH_AUTHENTICATION=signature, or off/),
    ]);
  });

  it('are never anybody on Cloud Run', () => {
    expect(refused(name, { ...IN_THE_CLOUD, PUSH_AUTHENTICATION: 'off' })).toEqual([
      expect.stringMatching(
        /^ {2}PUSH_AUTHENTICATION must not be off on Cloud Run.+set signature or behind-iam$/,
      ),
    ]);
  });

  it.each(['signature', 'behind-iam'])('have an audience and an account: %s', (mode) => {
    const more = { ...IN_THE_CLOUD, PUSH_AUTHENTICATION: mode, PUSH_AUDIENCE: '', PUSH_ACCOUNT: '' };
    expect(refused(name, more)).toEqual([
      expect.stringContaining('PUSH_AUDIENCE is required: set it, or PUSH_AUTHENTICATION=off'),
      expect.stringContaining('PUSH_ACCOUNT is required: set it, or PUSH_AUTHENTICATION=off'),
    ]);
  });

  it('are named or everybody', () => {
    expect(refused(name, { INVOKERS: 'nobody' })).toEqual(['  INVOKERS must be named or everybody']);
  });
});

describe('a function of the API', () => {
  it.each(['submit-jobs', 'query-jobs', 'operate-jobs'] as const)('%s looks for no one account', (name) => {
    expect(refused(name, { PUSH_AUTHENTICATION: 'x', PUSH_ACCOUNT: 'x' })).toEqual([]);
    expect(refused(name, { INVOKERS: 'x' })).toEqual(['  INVOKERS must be named or everybody']);
  });

  it.each(['submit-jobs', 'query-jobs'] as const)('%s may be open to everybody', (name) => {
    expect(refused(name, { ...IN_THE_CLOUD, INVOKERS: 'everybody' })).toEqual([]);
  });

  it.each(['everybody', ''])('by which people change something is not, nor may it be: "%s"', (INVOKERS) => {
    expect(refused('operate-jobs', { INVOKERS })).toEqual([]);
    expect(refused('operate-jobs', { ...IN_THE_CLOUD, INVOKERS })).toEqual([
      expect.stringMatching(/^ {2}INVOKERS must be named on Cloud Run, .+ never to everybody$/),
    ]);
  });
});
