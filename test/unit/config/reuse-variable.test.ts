import { describe, expect, it } from 'vitest';
import { ReuseSchema } from '../../../shared/config/reuse-variable.ts';

const read = (value: unknown) => ReuseSchema.safeParse(value);
const messages = (value: unknown) =>
  read(value).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('REUSE', () => {
  it('is a rule for each job type, by LinkedIn user and e-mail unless it says by which', () => {
    expect(
      read({ enrichMobile: { days: 30 }, enrichLinkedIn: { days: 1, by: ['email', 'email'] } }).data,
    ).toEqual(
      new Map([
        ['enrichMobile', { days: 30, by: ['linkedin', 'email'] }],
        ['enrichLinkedIn', { days: 1, by: ['email'] }],
      ]),
    );
    expect(read({}).data).toEqual(new Map());
  });

  it.each([
    [{ days: 0 }, 'a.days', 'must be a whole number, 1 or more'],
    [{ days: 1.5 }, 'a.days', 'must be a whole number, 1 or more'],
    [{ days: '30' }, 'a.days', 'must be a whole number, 1 or more'],
    [{ days: 1, by: [] }, 'a.by', 'must list linkedin, email or both; leave it out for both'],
    [{ days: 1, by: ['phone'] }, 'a.by.0', 'must list linkedin, email or both; leave it out for both'],
    [{ days: 1, by: 'email' }, 'a.by', 'must list linkedin, email or both; leave it out for both'],
  ])('refuses %j, and says how to write it', (rule, path, message) => {
    expect(messages({ a: rule })).toEqual([[path, message]]);
  });

  it.each([
    [{ a: {} }],
    [{ a: { days: 1, hours: 1 } }],
    [{ a: 30 }],
    [{ '': { days: 1 } }],
    [['a']],
  ])('refuses %j', (rules) => {
    expect(read(rules).success).toBe(false);
  });
});
