import { describe, expect, it } from 'vitest';
import { crmFields, MAPS } from '../../../shared/digest/crm-fields.ts';
import type { Decision } from '../../../shared/digest/decisions.ts';
import {
  CRMS,
  DEFAULT_DIGEST,
  type DigestPolicy,
  FIELDS,
  type WritableField,
} from '../../../shared/digest/digest-policy.ts';
import { type Patching, patchesOf, tooLong } from '../../../shared/digest/patches.ts';

const RECORDS = [
  { crm: 'hubspot', type: 'contact', id: '17' },
  { crm: 'salesforce', type: 'Lead', id: '00Q1U00000X3nid' },
] as const;
const decided = (values: Partial<Record<WritableField, string>>): Decision[] =>
  Object.entries(values).map(([field, value]) => ({
    field: field as WritableField,
    action: 'set',
    value,
    rule: 'a.b',
    because: '',
  }));
const patching = (
  decisions: readonly Decision[],
  fields: Partial<DigestPolicy['fields']> = {},
): Patching => ({
  requestId: 'r',
  version: 'v',
  records: RECORDS,
  decisions,
  policy: { ...DEFAULT_DIGEST, fields: { ...DEFAULT_DIGEST.fields, ...fields } },
});

describe('patches', () => {
  it('are in the shape of their CRM, one for each record', () => {
    expect(patchesOf(patching(decided({ title: 'Buyer', mobile: '+13035550142' })))).toEqual([
      {
        crm: 'hubspot',
        requestId: 'r',
        version: 'v',
        input: { id: '17', properties: { mobilephone: '+13035550142', jobtitle: 'Buyer' } },
      },
      {
        crm: 'salesforce',
        requestId: 'r',
        version: 'v',
        input: {
          attributes: { type: 'Lead' },
          id: '00Q1U00000X3nid',
          MobilePhone: '+13035550142',
          Title: 'Buyer',
        },
      },
    ]);
  });

  it('have nothing that is not set, nothing blank, and are none where nothing is left', () => {
    const [set] = decided({ title: ' ' });
    const others = (['flag', 'keep', 'never'] as const).map((action) => ({ ...set, action, value: 'x' }));
    const { value: _absent, ...without } = { ...set, field: 'mobile' as const };
    expect(patchesOf(patching([set, without, ...others] as Decision[]))).toEqual([]);
    expect(patchesOf({ ...patching(decided({ title: 'Buyer' })), records: [] })).toEqual([]);
  });

  it('have the names of fields that a company has chosen, and none that its CRM has not', () => {
    const fields = { hubspot: { linkedIn: 'linkedin_bio', leftOn: null } };
    const values = decided({ linkedIn: 'https://l', leftOn: '2026-01' });
    expect(patchesOf(patching(values, fields))[0]?.input).toEqual({
      id: '17',
      properties: { linkedin_bio: 'https://l' },
    });
    expect(patchesOf(patching(decided({ leftOn: '2026-01' }), fields)).map(({ crm }) => crm)).toEqual([
      'salesforce',
    ]);
  });

  it('have no text that is too long for its field, which is told and never cut', () => {
    const title = 'x'.repeat(129);
    const long = patching(decided({ title, verifiedOn: '2026-01-01' }));
    expect(patchesOf(long).map(({ input }) => Object.values(input).includes(title))).toEqual([false, false]);
    expect((patchesOf(long)[0]?.input as { properties: object }).properties).toHaveProperty(
      'jobtitle',
      title,
    );
    expect(patchesOf(long)[1]?.input).not.toHaveProperty('Title');
    expect(tooLong(long)).toEqual([
      {
        field: 'title',
        action: 'flag',
        value: title,
        rule: 'length.salesforce',
        because: 'It has 129 characters, and the field takes 128: a person shortens it.',
      },
    ]);
    expect(tooLong(patching(decided({ title: 'x'.repeat(128) })))).toEqual([]);
    const unmapped = { salesforce: { title: null } };
    expect(tooLong(patching(decided({ title }), unmapped))).toEqual([]);
  });
});

describe('the fields of each CRM', () => {
  it('have names of their own, and none for a company', () => {
    for (const crm of CRMS) {
      const names = crmFields(crm, DEFAULT_DIGEST).map(({ name }) => name);
      expect(new Set(names).size).toBe(FIELDS.length - 1);
      expect(Object.keys(MAPS[crm])).not.toContain('company');
      expect(names).not.toContain('Company');
    }
  });
});
