import { describe, expect, it } from 'vitest';
import type { FunctionName } from '../../../shared/config/function-config.ts';
import { readConfig } from '../../../shared/config/read-config.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { NO_TEAMS } from '../../../shared/jobs/teams.ts';
import { GOOD_ENVIRONMENT } from './good-environment.ts';

function messageOf(name: FunctionName, env: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig(name, env);
  } catch (error) {
    expect(error).toMatchObject({ code: 'config-invalid' });
    return (error as Error).message;
  }
  throw new Error('The environment is valid.');
}

describe('the configuration of a function', () => {
  it('is read from its environment, with defaults for the rest', () => {
    expect(readConfig('pull-responses', GOOD_ENVIRONMENT)).toMatchObject({
      GOOGLE_CLOUD_PROJECT: 'p',
      REPOSITORY_ID: 'acme-production',
      FIRESTORE_DATABASE: '(default)',
      JOB_TYPES: new Map([
        [
          'enrichMobile',
          { topic: 'projects/m/topics/t', requirements: ['firstName', 'lastName', 'company'] },
        ],
      ]),
      PRIORITY_CARRIER: { in: 'nowhere' },
      BUDGETS: [],
      LOG_LEVEL: 'INFO',
      PUSH_AUTHENTICATION: 'signature',
      RESPONSE_SUBSCRIPTIONS: ['projects/m/subscriptions/s'],
      PULL_SECONDS: 50,
    });
  });

  it('that only reads names no topic and no account, and has the policy and what is counted', () => {
    const { GOOGLE_CLOUD_PROJECT, REPOSITORY_ID } = GOOD_ENVIRONMENT;
    expect(readConfig('query-jobs', { ...GOOD_ENVIRONMENT, APPLICATION_ACCOUNT: 'a@b.example' })).toEqual({
      GOOGLE_CLOUD_PROJECT,
      REPOSITORY_ID,
      FIRESTORE_DATABASE: '(default)',
      LOG_LEVEL: 'INFO',
      POLICY: DEFAULT_POLICY,
      TEAMS: NO_TEAMS,
      SHOWBACK_TAGS: new Map(),
      BUDGETS: [],
      PRICES: new Map(),
      DISPATCH_RATE: new Map(),
    });
  });

  it.each([
    [
      'BUDGETS',
      [{ name: 'a', per: 'day', limt: 1, limit: 1 }],
      '/0',
      'has the unknown member "limt": leave it out, or mend its spelling',
    ],
    ['BUDGETS', [{ per: 'day', limit: 1 }], '/0/name', 'is required: give a string'],
    ['BUDGETS', [{ name: 'a', per: 'week', limit: 1 }], '/0/per', 'must be day or month'],
    [
      'BUDGETS',
      [{ name: 'a', per: 'day', limit: 1, warnAt: 0.8 }],
      '/0/warnAt',
      'must be an array, not a number',
    ],
    ['BUDGETS', { name: 'a' }, undefined, 'must be an array, not an object'],
    ['BUDGETS', null, undefined, 'must be an array, not null'],
    ['SHOWBACK_TAGS', ['team'], undefined, 'must be an object, not an array'],
    [
      'PRICES',
      { enrichMobile: 0.4 },
      '/enrichMobile/0',
      'must be an object such as {"amount":"0.40","currency":"USD"}',
    ],
    [
      'PRICES',
      { enrichMobile: '0.40' },
      '/enrichMobile/0',
      'must be an object such as {"amount":"0.40","currency":"USD"}',
    ],
    [
      'REUSE',
      { enrichMobile: { days: 1, on: 1, off: 1 } },
      '/enrichMobile',
      'has the unknown members "on", "off": leave them out, or mend their spelling',
    ],
  ])('says of %s %j which member is wrong, and what to write', (name, value, at, message) => {
    const place = at === undefined ? name : `${name} (at ${at})`;
    expect(messageOf('submit-jobs', { ...GOOD_ENVIRONMENT, [name]: JSON.stringify(value) })).toContain(
      `\n  ${place} ${message}`,
    );
  });

  it('has a variable that is empty as one that is not set', () => {
    const env = { ...GOOD_ENVIRONMENT, LOG_LEVEL: '', APPLICATION_ACCOUNT: '', RESULTS_TOPIC: '' };
    expect(messageOf('submit-jobs', env)).toContain('  RESULTS_TOPIC is required: set it');
    const { RESULTS_TOPIC } = GOOD_ENVIRONMENT;
    expect(readConfig('submit-jobs', { ...env, RESULTS_TOPIC })).toMatchObject({ LOG_LEVEL: 'INFO' });
  });

  it('lists every problem at once, with where it is and what to do', () => {
    const env = {
      ...GOOD_ENVIRONMENT,
      RESULTS_TOPIC: undefined,
      JOB_TYPES: '{"a":{"topic":"t"}}',
      LOG_LEVEL: 'CRITICAL',
    };
    expect(messageOf('submit-jobs', env).split('\n')).toEqual([
      'The environment does not configure submit-jobs (docs/configuration.md explains each variable):',
      '  LOG_LEVEL must be DEBUG, INFO, NOTICE, WARNING or ERROR',
      '  JOB_TYPES (at /a/topic) must be a full topic name: projects/PROJECT/topics/TOPIC',
      '  RESULTS_TOPIC is required: set it',
    ]);
  });

  it('never repeats a value', () => {
    const secret = Object.keys(GOOD_ENVIRONMENT).map((name) => [name, 'Zebediah secret/']);
    expect(messageOf('pull-responses', Object.fromEntries(secret))).not.toContain('Zebediah');
  });
});

describe('the configuration of a function that is pushed to', () => {
  const { PUSH_ACCOUNT: _account, PUSH_AUDIENCE: _audience, ...rest } = GOOD_ENVIRONMENT;

  it('names audience and account', () => {
    const message = messageOf('receive-responses', rest);
    expect(message).toContain('PUSH_AUDIENCE is required: set it, or PUSH_AUTHENTICATION=off');
    expect(message).toContain('PUSH_ACCOUNT is required: set it, or PUSH_AUTHENTICATION=off');
  });

  it('names none on an own machine, where nobody signs', () => {
    const config = readConfig('receive-responses', { ...rest, PUSH_AUTHENTICATION: 'off' });
    expect(config.PUSH_AUTHENTICATION).toBe('off');
  });
});
