import { describe, expect, it } from 'vitest';
import { DigestSchema } from '../../../shared/config/digest-variable.ts';
import { DEFAULT_DIGEST } from '../../../shared/digest/digest-policy.ts';

const read = (value: unknown) => DigestSchema.safeParse(value);
const messages = (value: unknown) =>
  read(value).error?.issues.map(({ path, message }) => [path.join('/'), message]);

describe('DIGEST', () => {
  it('is the default where nothing is given', () => {
    expect(read({}).data).toEqual(DEFAULT_DIGEST);
    expect(read({ rules: {}, systems: {}, fields: {} }).data).toEqual(DEFAULT_DIGEST);
  });

  it('changes a rule for one field, and leaves those of the others', () => {
    const { rules } = read({
      rules: {
        'verifyEmployment.verified': { title: 'set', newTitle: { empty: 'set', filled: 'keep' } },
        'appendLinkedIn.replaced': { linkedIn: 'set' },
      },
    }).data ?? { rules: new Map() };
    expect([...(rules.get('verifyEmployment.verified') ?? [])]).toEqual([
      ['title', 'set'],
      ['company', 'never'],
      ['verifiedOn', 'set'],
      ['employmentStatus', 'set'],
      ['newTitle', { empty: 'set', filled: 'keep' }],
    ]);
    expect(rules.get('appendLinkedIn.replaced')).toEqual(new Map([['linkedIn', 'set']]));
    expect(rules.get('appendMobile.appended')).toEqual(DEFAULT_DIGEST.rules.get('appendMobile.appended'));
  });

  it('has the CRM of a system, and the names of fields', () => {
    const fields = { hubspot: { leftOn: null, linkedIn: 'linkedin_bio' }, salesforce: { leftOn: 'Left__c' } };
    expect(read({ systems: { crm: 'hubspot' }, fields }).data).toMatchObject({
      systems: new Map([['crm', 'hubspot']]),
      fields,
    });
  });

  const ACTION = 'must be set, flag, keep or never';
  it.each([
    [
      { rules: { 'appendMobile.appended': { mobile: 'overwrite' } } },
      'rules/appendMobile.appended/mobile',
      ACTION,
    ],
    [
      { rules: { 'appendMobile.appended': { mobile: { empty: 'set' } } } },
      'rules/appendMobile.appended/mobile',
      `${ACTION}, or an object with one for empty and one for filled`,
    ],
    [
      { rules: { 'appendMobile.found': { mobile: 'set' } } },
      'rules/appendMobile.found',
      'is none of the rules: name one of appendMobile.appended, ',
    ],
    [
      { rules: { 'appendMobile.appended': { title: 'set' } } },
      'rules/appendMobile.appended/title',
      'is no field of this rule: name one of mobile',
    ],
    [
      { rules: { 'verifyEmployment.verified': { company: { empty: 'set', filled: 'never' } } } },
      'rules/verifyEmployment.verified/company',
      'must be never: a company is not written',
    ],
    [
      { rules: { 'email.undeliverable': { email: 'set' } } },
      'rules/email.undeliverable/email',
      'must be flag, keep or never',
    ],
    [{ systems: { crm: 'pipedrive' } }, 'systems/crm', 'must be hubspot or salesforce'],
    [
      { fields: { hubspot: { title: 'company' } } },
      'fields/hubspot/title',
      'must be a field of its own, and none of the record or its company',
    ],
    [
      { fields: { hubspot: { nickname: 'nickname' } } },
      'fields/hubspot/nickname',
      'is no field that is written: name one of mobile, ',
    ],
    [
      { fields: { hubspot: { title: 'Job title' } } },
      'fields/hubspot/title',
      'must be the internal name of a property, such as modigie_left_on; or null where there is no such field',
    ],
    [{ fields: { salesforce: { title: 5 } } }, 'fields/salesforce/title', 'must be the API name of a field'],
    [
      { fields: { salesforce: { title: 'AccountId' } } },
      'fields/salesforce/title',
      'must be a field of its own',
    ],
    [
      { fields: { salesforce: { newTitle: 'TITLE' } } },
      'fields/salesforce/newTitle',
      'is the name of title already: give each field one of its own',
    ],
  ])('refuses %j, and says where and what to write', (value, path, message) => {
    const told = messages(value);
    expect(told).toHaveLength(1);
    expect(told?.[0]?.[0]).toBe(path);
    expect(told?.[0]?.[1]).toContain(message);
  });

  it.each([
    [[]],
    [null],
    ['set'],
    [{ rule: {} }],
    [{ rules: [] }],
    [{ fields: { pipedrive: {} } }],
  ])('refuses %j', (value) => {
    expect(read(value).success).toBe(false);
  });
});
