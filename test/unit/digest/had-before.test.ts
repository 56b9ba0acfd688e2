import { describe, expect, it } from 'vitest';
import { hadBefore } from '../../../shared/digest/had-before.ts';

const FROM = { objectSystem: 'crm', objectId: '7' };
const phone = (userFormat: string, rest: object = {}) => ({ phoneNumber: { userFormat }, ...rest });
const eventCodes = {};

describe('the mobile that a record had', () => {
  const mobileOf = (answered: object[], sent: object[]) =>
    hadBefore({
      payload: { phoneNumbers: answered },
      sent: { phoneNumbers: sent },
      eventCodes: { appendMobile: 'appended' },
    }).mobile;

  it('is the number that was sent, unless Modigie says that it is a landline or goes over the internet', () => {
    for (const [type, mobile] of [
      ['mobile', '1'],
      ['unknown', '1'],
      [undefined, '1'],
      ['LANDLINE', undefined],
      ['voip', undefined],
    ])
      expect(mobileOf([phone('1', { phoneType: type })], [phone('1')])).toBe(mobile);
  });

  it('is what its sender calls a mobile, whatever Modigie says', () => {
    for (const propertyName of ['mobilephone', 'MobilePhone', 'Cell'])
      expect(
        mobileOf([phone('1', { phoneType: 'voip' })], [phone('1', { source: { ...FROM, propertyName } })]),
      ).toBe('1');
  });

  it('is none of the numbers that were appended, where what was sent is not known', () => {
    const payload = { phoneNumbers: [phone('1', { source: FROM }), phone('2', { phoneType: 'mobile' })] };
    const codes = { appendMobile: 'appended' };
    expect(hadBefore({ payload, eventCodes: codes }).mobile).toBe('1');
    const alone = { phoneNumbers: payload.phoneNumbers.slice(1) };
    expect(hadBefore({ payload: alone, eventCodes: codes }).mobile).toBeUndefined();
    expect(hadBefore({ payload: alone, eventCodes }).mobile).toBe('2');
  });
});

describe('other values that a record had', () => {
  it('are what was sent, and not what was made of it', () => {
    const sent = {
      employment: { company: { title: 'Acme Inc.' }, position: { title: 'Buyer' } },
      emailAddresses: [{ emailAddress: { userFormat: 'a@x.test' } }],
      urls: [{ url: { userFormat: 'x.test' } }, { url: { userFormat: 'linkedin.com/in/ann-one' } }],
    };
    const payload = {
      employment: { company: { title: 'ACME' }, position: { title: 'Senior Buyer' } },
      emailAddresses: [{ emailAddress: { userFormat: 'b@x.test' } }],
      urls: [{ url: { userFormat: 'other' }, rels: ['linkedInUser'] }],
    };
    expect(hadBefore({ payload, sent, eventCodes: { appendLinkedIn: 'replaced' } })).toEqual({
      linkedIn: 'linkedin.com/in/ann-one',
      email: 'a@x.test',
      title: 'Buyer',
      company: 'Acme Inc.',
    });
  });

  it('are those of the answer, less what was appended, where what was sent is not known', () => {
    const payload = {
      employment: { company: { title: 'Acme' } },
      emailAddresses: [
        { emailAddress: { userFormat: '1@sms.test' }, rels: ['sms'] },
        { emailAddress: { userFormat: 'a@x.test' } },
      ],
      urls: [{ url: { userFormat: 'linkedin.com/in/new-one' }, rels: ['linkedInUser'] }],
    };
    expect(hadBefore({ payload, eventCodes: { appendLinkedIn: 'appended' } })).toEqual({
      email: 'a@x.test',
      company: 'Acme',
    });
    expect(hadBefore({ payload, eventCodes, isSourced: true })).toEqual({
      linkedIn: 'linkedin.com/in/new-one',
      company: 'Acme',
    });
  });

  it('are none where nothing is there, or it is blank', () => {
    expect(hadBefore({ payload: {}, sent: {}, eventCodes })).toEqual({});
    const blank = { employment: { company: { title: ' ' } }, urls: [{ url: { userFormat: '' } }] };
    expect(hadBefore({ payload: {}, sent: blank, eventCodes })).toEqual({});
  });
});
