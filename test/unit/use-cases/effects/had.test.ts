import { describe, expect, it } from 'vitest';
import { openAccount } from '../../../../shared/jobs/money/account.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import { hadOf, showbackOf } from '../../../../shared/use-cases/effects/had.ts';
import { PAYLOAD } from '../../../fixtures.ts';

const NOTHING = { email: false, linkedIn: false, position: false, phone: false };

describe('the input that a lead had', () => {
  it.each([
    ['email', { emailAddresses: [{ emailAddress: { userFormat: 'ingrid@hollander.example' } }] }],
    ['linkedIn', { urls: [{ url: { userFormat: 'https://www.linkedin.com/in/ingrid-l' } }] }],
    ['position', { employment: { position: { title: 'CFO' } } }],
    ['phone', { phoneNumbers: [{ phoneNumber: { userFormat: '+46 70 555 01 00' } }] }],
  ])('is told of %s alone, and not its value', (name, payload) => {
    expect(hadOf({ ...PAYLOAD, ...payload })).toEqual({ ...NOTHING, [name]: true });
  });

  it.each([
    ['blank', { employment: { position: { title: '  ' } } }],
    ['another URL', { urls: [{ url: { userFormat: 'https://hollander.example/team' } }] }],
    ['null', { emailAddresses: null, urls: null, phoneNumbers: null, employment: null }],
  ])('does not count what is %s', (_what, payload) => {
    expect(hadOf(payload)).toEqual(NOTHING);
  });

  it('is not known once the payload is gone', () => {
    expect(hadOf(undefined)).toBeNull();
  });
});

describe('the showback tags of a result', () => {
  const showback = (...dimensions: string[]) =>
    showbackOf(openAccount('2026-03-01' as Day, dimensions, false));

  it('are those that the lead is counted by', () => {
    expect(showback('team=emea', 'cost-center=a=b')).toEqual({ team: 'emea', 'cost-center': 'a=b' });
  });

  it('are the first value of a tag that has two', () => {
    expect(showback('team=emea', 'team=apac')).toEqual({ team: 'emea' });
  });

  it('are none of a lead that is not counted', () => {
    expect(showbackOf(null)).toEqual({});
  });
});
