import { describe, expect, it } from 'vitest';
import { CONFIG_SCHEMAS, type FunctionName } from '../../../shared/config/function-config.ts';
import { readConfig } from '../../../shared/config/read-config.ts';
import { GOOD_ENVIRONMENT } from './good-environment.ts';

const NAMES = Object.keys(CONFIG_SCHEMAS) as FunctionName[];
const having = (variable: string) => NAMES.filter((name) => variable in CONFIG_SCHEMAS[name].shape);
const budget = (tag?: string) =>
  JSON.stringify([{ name: 'a', per: 'day', limit: 1, ...(tag !== undefined && { tag }) }]);
const PERSON_PEPPERS = `1:${'x'.repeat(32)}`;
const DAY = 86_400_000;

function problemsOf(name: FunctionName, env: Readonly<Record<string, string>>): string {
  try {
    readConfig(name, { ...GOOD_ENVIRONMENT, ...env });
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).join('\n');
  }
  return '';
}

describe.each(having('BUDGETS'))('a budget of %s', (name) => {
  const SHOWBACK_TAGS = '{"team":["emea"],"unit":["a=b"]}';

  it.each(['team=emea', 'unit=a=b', 'team=other'])('may have a tag that jobs are counted by: %s', (tag) => {
    expect(problemsOf(name, { SHOWBACK_TAGS, BUDGETS: budget(tag) })).toBe('');
  });

  it('may have no tag', () => {
    expect(problemsOf(name, { BUDGETS: budget() })).toBe('');
  });

  it.each([
    ['team=apac', SHOWBACK_TAGS],
    ['unit=a', SHOWBACK_TAGS],
    ['region=emea', SHOWBACK_TAGS],
    ['team=emea', ''],
  ])('may have no other tag, as it would never count: %s', (tag, tags) => {
    expect(problemsOf(name, { SHOWBACK_TAGS: tags, BUDGETS: budget(tag) })).toMatch(
      /^ {2}BUDGETS \(at \/0\/tag\) must be a value of SHOWBACK_TAGS: .*add the value .* or leave tag out/,
    );
  });
});

describe.each(having('REUSE'))('the reuse of answers in %s', (name) => {
  const REUSE = '{"enrichMobile":{"days":30}}';

  it('goes back as far as answers are kept', () => {
    expect(problemsOf(name, { REUSE, PERSON_PEPPERS })).toBe('');
    const POLICY = JSON.stringify({ retentionMs: 30 * DAY - 1 });
    expect(problemsOf(name, { REUSE, PERSON_PEPPERS, POLICY })).toMatch(
      /^ {2}REUSE \(at \/enrichMobile\/days\) must not be longer than retentionMs of POLICY/,
    );
    const longer = '{"enrichMobile":{"days":31}}';
    expect(problemsOf(name, { REUSE: longer, PERSON_PEPPERS })).toContain('raise retentionMs');
  });

  it('needs that persons are found', () => {
    expect(problemsOf(name, { REUSE })).toMatch(/^ {2}REUSE needs PERSON_PEPPERS: .*leave REUSE out/);
    expect(problemsOf(name, { REUSE: '{}' })).toBe('');
  });
});

describe('variables of money', () => {
  const all = NAMES.filter((name) => !['keep-dead-letters', 'deliver-webhooks'].includes(name));
  const changing = all.filter((name) => name !== 'query-jobs');

  it.each([
    ['SHOWBACK_TAGS', all],
    ['BUDGETS', all],
    ['MAX_INSTANCES', changing],
    ['REUSE', changing],
    ['PRICES', ['submit-jobs', 'query-jobs']],
    ['DISPATCH_RATE', ['submit-jobs', 'query-jobs']],
  ])('%s is read by those that need it', (variable, names) => {
    expect(having(variable)).toEqual(names);
  });

  it('are all optional', () => {
    expect(readConfig('query-jobs', GOOD_ENVIRONMENT)).toMatchObject({ PRICES: new Map() });
    expect(readConfig('submit-jobs', GOOD_ENVIRONMENT)).toMatchObject({
      SHOWBACK_TAGS: new Map(),
      BUDGETS: [],
      MAX_INSTANCES: 45,
      REUSE: new Map(),
      PRICES: new Map(),
      DISPATCH_RATE: new Map(),
    });
  });

  it('MAX_INSTANCES is a whole number from 1', () => {
    expect(readConfig('sweep-jobs', { ...GOOD_ENVIRONMENT, MAX_INSTANCES: '1' }).MAX_INSTANCES).toBe(1);
    for (const MAX_INSTANCES of ['0', '-1', '1.5', 'many', '100000'])
      expect(problemsOf('sweep-jobs', { MAX_INSTANCES })).toBe(
        '  MAX_INSTANCES must be a whole number from 1 to 99999',
      );
  });
});
