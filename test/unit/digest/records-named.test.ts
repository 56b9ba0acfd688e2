import { describe, expect, it } from 'vitest';
import { crmRecord, recordsNamed } from '../../../shared/digest/records-named.ts';

const NONE = { systems: new Map() };
const person = (source: object | null) => ({ person: { source } });
const CONTACT_ID = '0031U00000X3nidUAB';
const LEAD_ID = '00Q1U00000X3nid';

describe('the records that sources name', () => {
  it('are of a CRM by its name, or as the policy says; of other systems there are none', () => {
    const policy = { systems: new Map([['crm', 'salesforce' as const]]) };
    const crms = (objectSystem: string, objectId: string) =>
      recordsNamed(person({ objectSystem, objectId }), policy).map(({ crm }) => crm);
    expect(crms('HubSpot EU', '17')).toEqual(['hubspot']);
    expect(crms('prod-SALESFORCE', CONTACT_ID)).toEqual(['salesforce']);
    expect(crms('crm', LEAD_ID)).toEqual(['salesforce']);
    expect(crms('CRM', LEAD_ID)).toEqual([]);
    expect(crms('csv', '17')).toEqual([]);
    expect(recordsNamed(person({ objectId: '17' }), NONE)).toEqual([]);
  });

  it('are those of persons alone', () => {
    expect(crmRecord('hubspot', '', '17')).toEqual({ crm: 'hubspot', type: 'contact', id: '17' });
    for (const type of ['Contact', 'contacts', '0-1'])
      expect(crmRecord('hubspot', type, '17')?.id).toBe('17');
    for (const type of ['company', 'deal', '0-2']) expect(crmRecord('hubspot', type, '17')).toBeUndefined();
    expect(crmRecord('salesforce', '', CONTACT_ID)?.type).toBe('Contact');
    expect(crmRecord('salesforce', 'lead', LEAD_ID)?.type).toBe('Lead');
    expect(crmRecord('salesforce', 'Account', '0011U00000X3nidUAB')).toBeUndefined();
    expect(crmRecord('salesforce', '', '0011U00000X3nidUAB')).toBeUndefined();
    expect(crmRecord('salesforce', 'Contact', LEAD_ID)).toBeUndefined();
  });

  it('have an ID that their CRM takes, since one that it refuses may stop all others', () => {
    for (const id of ['', ' ', '0', 'a@x.test', '17a', '1'.repeat(21), '-5'])
      expect(crmRecord('hubspot', '', id)).toBeUndefined();
    for (const id of ['', '17', '003', `${LEAD_ID}x`, '003-1U00000X3nid', '00q1U00000X3nid'])
      expect(crmRecord('salesforce', '', id)).toBeUndefined();
  });

  it('come in the order in which they are named, each once', () => {
    const at = (objectId: string) => ({ source: { objectSystem: 'hubspot', objectId } });
    const payload = {
      person: at('1'),
      employment: { position: at('2') },
      emailAddresses: [at('1'), at('3')],
      phoneNumbers: [at('4')],
      urls: [at('2')],
    };
    expect(recordsNamed(payload, NONE).map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  });

  it('are one where both IDs of Salesforce name it, and two where a letter is in another case', () => {
    const named = ['0031U00000X3nid', '0031U00000X3nidUAB', '0031U00000X3niD'].map((objectId) => ({
      source: { objectSystem: 'salesforce', objectId },
    }));
    expect(recordsNamed({ urls: named }, NONE).map(({ id }) => id)).toEqual([
      '0031U00000X3nid',
      '0031U00000X3niD',
    ]);
  });

  it('are not those of a company, whose source may name its own record unless it says otherwise', () => {
    const company = (source: object) => ({ employment: { company: { source } } });
    const source = { objectSystem: 'hubspot', objectId: '17' };
    expect(recordsNamed(company(source), NONE)).toEqual([]);
    expect(recordsNamed(company({ ...source, objectType: ' ' }), NONE)).toEqual([]);
    expect(recordsNamed(company({ ...source, objectType: 'company' }), NONE)).toEqual([]);
    expect(recordsNamed(company({ ...source, objectType: 'contact' }), NONE)).toHaveLength(1);
  });
});
