import { describe, expect, it } from 'vitest';
import { type Findings, factsOf } from '../../../shared/digest/facts.ts';

const phone = (userFormat: string, phoneType: string, source: object | null = null) => ({
  phoneNumber: { userFormat },
  phoneType,
  source,
});
const FROM = { objectSystem: 'crm', objectId: '7' };
const APPENDED = { appendMobile: 'appended' };
const mobileOf = (phoneNumbers: object[], findings: Partial<Findings> = {}) =>
  factsOf({ payload: { phoneNumbers }, eventCodes: APPENDED, ...findings }).mobile?.raw;

describe('the mobile of a completed job', () => {
  it('is the number that was appended, of those that are mobile in any case of letters', () => {
    expect(mobileOf([phone('1', 'landline'), phone('2', 'MOBILE')])).toBe('2');
    expect(mobileOf([phone('2', 'mobile', FROM), phone('1', 'voip')])).toBeUndefined();
    expect(mobileOf([])).toBeUndefined();
  });

  it('is none that was sent, where what was sent is known, though its sender left out the source', () => {
    const numbers = [phone('1', 'mobile'), phone('2', 'mobile'), phone('3', 'mobile')];
    const sent = { phoneNumbers: [{ phoneNumber: { userFormat: '1' } }] };
    expect(mobileOf(numbers, { sent })).toBe('2');
    expect(mobileOf(numbers.slice(0, 1), { sent })).toBeUndefined();
  });

  it('is the last without a source, where nothing is known of what was sent', () => {
    const numbers = [phone('1', 'mobile'), phone('2', 'mobile'), phone('3', 'mobile', FROM)];
    expect(mobileOf(numbers)).toBe('2');
    const without = phone('4', 'mobile', { objectSystem: null, objectId: null });
    expect(mobileOf([...numbers, without])).toBe('4');
  });

  it('is the first without a source, where each value was sent with one', () => {
    expect(mobileOf([phone('1', 'mobile'), phone('2', 'mobile')], { isSourced: true })).toBe('1');
  });

  it('is the number that was sent, where that was found good; another code has none', () => {
    const payload = { phoneNumbers: [phone('1', 'voip', FROM), phone('2', 'mobile', FROM)] };
    const good = factsOf({ payload, eventCodes: { verifyMobile: 'good_mobile' } });
    expect(good).toMatchObject({ mobile: { raw: '2', how: 'verified' }, mobileCheck: 'good_mobile' });
    for (const verifyMobile of ['no_good_mobile', 'unable_to_verify', 'other']) {
      const facts = factsOf({ payload, eventCodes: { verifyMobile } });
      expect(facts).toEqual({ mobileCheck: verifyMobile, emails: [] });
    }
  });

  it('has its forms, its type and what Modigie says of calling it', () => {
    const number = {
      phoneNumber: { userFormat: '+1 303-555-0142', e164Format: '+13035550142' },
      phoneType: 'MOBILE',
      compliance: { doNotCall: false },
    };
    const { mobile } = factsOf({ payload: { phoneNumbers: [number] }, eventCodes: APPENDED });
    expect(mobile).toEqual({
      e164: '+13035550142',
      raw: '+1 303-555-0142',
      type: 'mobile',
      how: 'appended',
      compliance: { doNotCall: false },
    });
  });
});

describe('the LinkedIn URL of a completed job', () => {
  const url = (userFormat: string, rest: object = {}) => ({
    url: { userFormat },
    rels: ['linkedInUser'],
    source: null,
    ...rest,
  });
  const linkedInOf = (appendLinkedIn: string, urls: object[], findings: Partial<Findings> = {}) =>
    factsOf({ payload: { urls }, eventCodes: { appendLinkedIn }, ...findings }).linkedIn;

  it('is the one that was appended or took a place, and not the one that was sent', () => {
    const urls = [url('a', { source: FROM }), url('b')];
    expect(linkedInOf('appended', urls)).toEqual({ url: 'b', how: 'appended' });
    expect(linkedInOf('replaced', urls)).toEqual({ url: 'b', how: 'replaced' });
    expect(linkedInOf('from_input', urls)).toEqual({ url: 'a', how: 'from_input' });
    expect(linkedInOf('replaced', [url('a', { source: FROM })])?.url).toBe('a');
  });

  it('is in its normal form where there is one, and none where none was found', () => {
    const normal = { url: { userFormat: 'a', normalFormat: 'https://a' } };
    expect(linkedInOf('appended', [url('a', normal)])?.url).toBe('https://a');
    expect(linkedInOf('unable_to_append', [url('a')])).toBeUndefined();
    expect(linkedInOf('appended', [url('a', { rels: ['other'] })])).toBeUndefined();
    expect(linkedInOf('guessed', [url('a')])).toEqual({ url: 'a', how: 'unknown' });
  });
});

describe('the employment of a completed job', () => {
  const payload = {
    employment: {
      company: { title: 'Acme Inc.', verification: { title: 'ACME' } },
      position: { verification: { title: 'Buyer' } },
      employmentEnd: { iso8601Format: '2026-01' },
    },
  };

  it('is what was verified, with its state; a code that is not known verifies nothing', () => {
    const found = { company: 'ACME', title: 'Buyer', leftOn: '2026-01' };
    for (const state of ['verified', 'changed', 'verified_elsewhere'])
      expect(factsOf({ payload, eventCodes: { verifyEmployment: state } }).employment).toEqual({
        state,
        ...found,
      });
    for (const code of ['unable_to_verify', 'guessed'])
      expect(factsOf({ payload, eventCodes: { verifyEmployment: code } }).employment?.state).toBe('unknown');
  });

  it('is none where no task looked at it, and nothing is there', () => {
    expect(factsOf({ payload: { employment: { company: { title: 'A' } } }, eventCodes: {} })).toEqual({
      emails: [],
    });
    expect(factsOf({ payload, eventCodes: {} }).employment?.state).toBe('unknown');
    expect(factsOf({ payload: {}, eventCodes: { verifyEmployment: 'changed' } }).employment).toEqual({
      state: 'changed',
    });
  });
});

describe('the e-mail addresses of a completed job', () => {
  const email = (userFormat: string, rest: object = {}) => ({
    emailAddress: { userFormat, isSyntaxValid: true, isDeliverable: true },
    source: null,
    ...rest,
  });
  const emailsOf = (emailAddresses: object[], findings: Partial<Findings> = {}) =>
    factsOf({ payload: { emailAddresses }, eventCodes: {}, ...findings }).emails;

  it('are new where they were not sent, as far as that is known', () => {
    const emails = [email('a@x.test', { source: FROM }), email('b@x.test')];
    const areNew = (findings: Partial<Findings>) => emailsOf(emails, findings).map((one) => one.new);
    expect(areNew({ sent: { emailAddresses: [{ emailAddress: { userFormat: 'b@x.test' } }] } })).toEqual([
      false,
      false,
    ]);
    expect(areNew({ sent: {} })).toEqual([false, true]);
    expect(areNew({ isSourced: true })).toEqual([false, true]);
    expect(areNew({})).toEqual([false, false]);
  });

  it('are deliverable where both checks say so, and of others it is told', () => {
    const checks = [
      [{ isSyntaxValid: true, isDeliverable: true }, true],
      [{ isSyntaxValid: false, isDeliverable: true }, false],
      [{ isSyntaxValid: true, isDeliverable: false }, false],
      [{ isSyntaxValid: true }, null],
      [{ isDeliverable: 'true', isSyntaxValid: true }, null],
    ] as const;
    for (const [emailAddress, deliverable] of checks)
      expect(emailsOf([{ emailAddress: { userFormat: 'a@x.test', ...emailAddress } }])).toEqual([
        { address: 'a@x.test', deliverable, new: false },
      ]);
  });

  it('are in the form for delivery, and none that reaches a telephone', () => {
    const formed = { emailAddress: { userFormat: 'A@X.test', rfc882Format: 'A@x.test' } };
    expect(emailsOf([formed, email('1@sms.test', { rels: ['sms'] })])).toEqual([
      { address: 'A@x.test', deliverable: null, new: false },
    ]);
  });

  it('are at most fifty', () => {
    expect(emailsOf(Array.from({ length: 60 }, (_, i) => email(`${i}@x.test`)))).toHaveLength(50);
  });
});
