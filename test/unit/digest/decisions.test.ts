import { describe, expect, it } from 'vitest';
import { type Considered, decisionsOf } from '../../../shared/digest/decisions.ts';
import { DEFAULT_DIGEST, type DigestPolicy, rulesOf } from '../../../shared/digest/digest-policy.ts';
import type { MobileFact } from '../../../shared/digest/facts.ts';

const decide = (considered: Partial<Considered>, policy: DigestPolicy = DEFAULT_DIGEST) =>
  decisionsOf({ facts: { emails: [] }, had: {}, eventCodes: {}, day: '2026-02-03', ...considered }, policy);
const having = (name: string, rules: Parameters<typeof rulesOf>[0]): DigestPolicy => ({
  ...DEFAULT_DIGEST,
  rules: new Map([...DEFAULT_DIGEST.rules, [name, rulesOf(rules)]]),
});

describe('the decision about a mobile number', () => {
  const mobile = (number: Partial<MobileFact>, had?: string) =>
    decide({
      facts: { emails: [], mobile: { e164: null, raw: '', type: 'mobile', how: 'appended', ...number } },
      had: had === undefined ? {} : { mobile: had },
      eventCodes: { appendMobile: 'appended' },
    })[0];

  it('sets it in E.164, also where only what was written tells it', () => {
    expect(mobile({ e164: '+13035550142', raw: 'x' })).toMatchObject({
      action: 'set',
      value: '+13035550142',
    });
    expect(mobile({ raw: '+1 (303) 555-0142' })).toMatchObject({ action: 'set', value: '+13035550142' });
  });

  it('flags one that cannot be dialled from abroad as it is', () => {
    for (const raw of ['303-555-0142', '+0 303', '+1', 'call me'])
      expect(mobile({ e164: '303', raw })).toMatchObject({ action: 'flag', value: raw });
  });

  it('flags another than the one that was sent, and keeps the same however it is written', () => {
    expect(mobile({ e164: '+13035550142' }, '+1 303 555 0100')).toMatchObject({
      action: 'flag',
      value: '+13035550142',
      was: '+1 303 555 0100',
    });
    expect(mobile({ e164: '+13035550142' }, '+1 (303) 555-0142')).toMatchObject({
      action: 'keep',
      because: 'What was sent is the same.',
    });
  });

  it('keeps what there is where the answer has none after all', () => {
    expect(decide({ eventCodes: { appendMobile: 'appended' } })).toEqual([
      {
        field: 'mobile',
        action: 'keep',
        rule: 'appendMobile.appended',
        because: 'The answer has no value for it.',
      },
    ]);
  });
});

describe('the decision about a LinkedIn URL', () => {
  const linkedIn = (how: 'appended' | 'replaced' | 'from_input', had?: string, policy = DEFAULT_DIGEST) =>
    decide(
      {
        facts: { emails: [], linkedIn: { url: 'https://www.linkedin.com/in/Ann-One', how } },
        had: had === undefined ? {} : { linkedIn: had },
        eventCodes: { appendLinkedIn: how },
      },
      policy,
    )[0];

  it('sets one that was found, and flags one that took the place of another', () => {
    expect(linkedIn('appended')).toMatchObject({ action: 'set' });
    expect(linkedIn('appended')).not.toHaveProperty('was');
    expect(linkedIn('replaced', 'linkedin.com/in/bob-two')).toMatchObject({
      action: 'flag',
      value: 'https://www.linkedin.com/in/Ann-One',
      was: 'linkedin.com/in/bob-two',
    });
    expect(linkedIn('from_input', 'linkedin.com/in/other')).toMatchObject({ action: 'keep' });
  });

  it('knows that one was sent by the code, where it is not known which', () => {
    const policy = having('appendLinkedIn.replaced', { linkedIn: { empty: 'set', filled: 'flag' } });
    expect(linkedIn('replaced', undefined, policy)?.action).toBe('flag');
  });

  it('keeps the same user however it is written', () => {
    expect(linkedIn('replaced', 'http://uk.linkedin.com/in/ann-one/')?.action).toBe('keep');
  });
});

describe('the decisions about an employment', () => {
  const employment = (state: 'verified' | 'changed' | 'unknown', leftOn?: string) =>
    decide({
      facts: {
        emails: [],
        employment: { state, company: 'ACME', title: 'Buyer', ...(leftOn && { leftOn }) },
      },
      had: { title: 'buyer ', company: 'Acme Inc.' },
      eventCodes: { verifyEmployment: state === 'unknown' ? 'unable_to_verify' : state },
    }).map(({ field, action, value }) => [field, action, value]);

  it('stamp what was verified, and leave the company alone', () => {
    expect(employment('verified')).toEqual([
      ['title', 'keep', 'Buyer'],
      ['company', 'never', 'ACME'],
      ['verifiedOn', 'set', '2026-02-03'],
      ['employmentStatus', 'set', 'verified'],
    ]);
  });

  it('have the new employment in fields of its own, with the month as a month', () => {
    expect(employment('changed', '2026-01')).toEqual([
      ['title', 'never', 'Buyer'],
      ['company', 'never', 'ACME'],
      ['employmentStatus', 'set', 'changed'],
      ['leftOn', 'set', '2026-01'],
      ['newCompany', 'set', 'ACME'],
      ['newTitle', 'set', 'Buyer'],
    ]);
    for (const odd of ['2026', '2026-13', 'Jan 2026', '2026-01-01'])
      expect(employment('changed', odd)).toContainEqual(['leftOn', 'flag', odd]);
  });

  it('write nothing that could not be verified', () => {
    expect(employment('unknown')).toEqual([
      ['title', 'keep', 'Buyer'],
      ['company', 'never', 'ACME'],
    ]);
  });
});

describe('the decisions about e-mail addresses', () => {
  const emails = (
    list: Considered['facts']['emails'],
    had: Considered['had'] = {},
    policy: DigestPolicy = DEFAULT_DIGEST,
  ) =>
    decide({ facts: { emails: list }, had }, policy).map(({ action, value, rule }) => [action, value, rule]);
  const found = { address: 'a@x.test', deliverable: true, new: true };

  it('set one that was found and can be delivered to, where none was sent', () => {
    expect(emails([found])).toEqual([['set', 'a@x.test', 'email.found']]);
    expect(emails([found], { email: 'b@x.test' })).toEqual([['flag', 'a@x.test', 'email.found']]);
    expect(emails([found], { email: 'A@X.TEST' })).toEqual([['keep', 'a@x.test', 'email.found']]);
  });

  it('keep off one of which that is not said', () => {
    for (const deliverable of [false, null])
      expect(emails([{ ...found, deliverable }])).toEqual([['keep', 'a@x.test', 'email.found']]);
  });

  it('flag one that was sent and cannot be delivered to, and say nothing of others that were sent', () => {
    expect(emails([{ ...found, new: false, deliverable: false }])).toEqual([
      ['flag', 'a@x.test', 'email.undeliverable'],
    ]);
    expect(emails([{ ...found, new: false }])).toEqual([]);
    const policy = having('email.undeliverable', { email: 'keep' });
    expect(emails([{ ...found, new: false, deliverable: false }], {}, policy)[0]?.[0]).toBe('keep');
  });

  it('set the first of two alone', () => {
    expect(emails([found, { ...found, address: 'b@x.test' }])).toEqual([
      ['set', 'a@x.test', 'email.found'],
      ['flag', 'b@x.test', 'email.found'],
    ]);
  });
});

describe('every decision', () => {
  it('says why', () => {
    const codes = { appendMobile: 'unable_to_append', verifyMobile: 'good_mobile', a: 'b' };
    const told = decide({ facts: { emails: [], mobileCheck: 'good_mobile' }, eventCodes: codes });
    expect(told.map(({ action, value }) => [action, value])).toEqual([
      ['keep', undefined],
      ['set', 'good_mobile'],
      ['set', '2026-02-03'],
      ['keep', undefined],
    ]);
    for (const { because } of told) expect(because).toMatch(/^[A-Z].+\.$/);
  });

  it('of a rule that never writes says so, whatever the field is', () => {
    const policy = having('appendMobile.appended', { mobile: 'never' });
    expect(decide({ eventCodes: { appendMobile: 'appended' } }, policy)[0]).toMatchObject({
      action: 'never',
      because: 'The policy never writes this field here.',
    });
  });
});
