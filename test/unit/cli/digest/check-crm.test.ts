import { describe, expect, it } from 'vitest';
import { checkFields } from '../../../../cli/digest/check-crm.ts';
import { crmFields } from '../../../../shared/digest/crm-fields.ts';
import { type Crm, DEFAULT_DIGEST } from '../../../../shared/digest/digest-policy.ts';
import { inFolder } from '../enrich/in-folder.ts';
import { recordedSink } from '../output/recorded-sink.ts';

const { file, at } = inFolder();

/** All properties that patches write, each of a type that takes its values. */
const propertiesOf = (crm: Crm, differing: Readonly<Record<string, object | null>> = {}) =>
  crmFields(crm, DEFAULT_DIGEST).flatMap(({ name, kind, maxLength }) => {
    const property = { name, type: kind === 'day' ? 'date' : 'string', length: maxLength };
    return differing[name] === null ? [] : [{ ...property, ...differing[name] }];
  });

async function checked(
  crm: Crm,
  content: unknown,
  { width, ...more }: { width?: number; digest?: string } = {},
) {
  const properties = await file('props.json', JSON.stringify(content));
  const sink = recordedSink(width);
  const code = await checkFields({ crm, properties, ...more }, sink);
  return { code, lines: sink.written().trimEnd().split('\n') };
}
const wrong = async (crm: Crm, content: unknown, digest?: string) =>
  (await checked(crm, content, digest === undefined ? {} : { digest })).lines.filter((line) =>
    line.startsWith('✗'),
  );

describe('digest check', () => {
  it('finds all fields, in the shape in which each CRM lists them', async () => {
    const hubspot = await checked('hubspot', { results: propertiesOf('hubspot') });
    expect(hubspot.code).toBe(0);
    expect(hubspot.lines).toHaveLength(11);
    expect(hubspot.lines[0]).toBe('✓\tmobilephone\thas mobile');
    expect((await checked('salesforce', { fields: propertiesOf('salesforce') })).code).toBe(0);
    expect((await checked('salesforce', propertiesOf('salesforce'))).code).toBe(0);
    const { lines } = await checked('hubspot', propertiesOf('hubspot'), { width: 80 });
    expect(lines[0]).toBe('✓ mobilephone                has mobile');
  });

  it('says of a field that is missing how it is made', async () => {
    const content = propertiesOf('hubspot', { modigie_left_on: null, modigie_verified_on: null });
    expect((await checked('hubspot', content)).code).toBe(1);
    const [verifiedOn, leftOn] = await wrong('hubspot', content);
    expect(leftOn).toBe(
      '✗\tmodigie_left_on\tis missing: make it by POST /crm/v3/properties/contacts ' +
        '{"groupName":"contactinformation","name":"modigie_left_on","label":"Modigie left on","type":"string",' +
        '"fieldType":"text"}, or leave it out by {"fields":{"hubspot":{"leftOn":null}}}',
    );
    expect(verifiedOn).toContain('"type":"date","fieldType":"date"}');
    const [linkedIn] = await wrong('hubspot', propertiesOf('hubspot', { hs_linkedin_url: null }));
    expect(linkedIn).toContain('is missing: name the one that your CRM has, or leave it out by');
    const [ofSalesforce] = await wrong('salesforce', propertiesOf('salesforce', { LinkedIn_URL__c: null }));
    expect(ofSalesforce).toContain(
      'make it in Setup, Object Manager, Contact and Lead, Fields & Relationships: type Text(255), field name LinkedIn_URL',
    );
    const [day] = await wrong('salesforce', propertiesOf('salesforce', { Modigie_Verified_On__c: null }));
    expect(day).toContain('type Date, field name Modigie_Verified_On,');
  });

  it('takes names of your own, and leaves out what you leave out', async () => {
    const digest = await file('own.json', '{"fields":{"hubspot":{"leftOn":null,"linkedIn":"linkedin_bio"}}}');
    const content = propertiesOf('hubspot', {
      modigie_left_on: null,
      hs_linkedin_url: { name: 'linkedin_bio' },
    });
    const { code, lines } = await checked('hubspot', content, { digest });
    expect(code).toBe(0);
    expect(lines).toHaveLength(10);
  });

  it.each([
    ['hubspot', 'modigie_left_on', { type: 'date' }, 'is of type date: a text needs another one'],
    [
      'hubspot',
      'modigie_verified_on',
      { type: 'datetime' },
      'is of type datetime: a day needs one of type date',
    ],
    ['hubspot', 'jobtitle', { modificationMetadata: { readOnlyValue: true } }, 'is read-only: '],
    ['hubspot', 'jobtitle', { calculated: true }, 'is read-only: '],
    ['salesforce', 'Title', { updateable: false }, 'is read-only: '],
    [
      'hubspot',
      'modigie_mobile_status',
      { type: 'enumeration', options: [{ value: 'good_mobile' }] },
      'lacks the values no_good_mobile, unable_to_verify: add them to its choices',
    ],
    [
      'salesforce',
      'Title',
      { length: 80 },
      'takes 80 characters, and patches have up to 128: make it longer',
    ],
    ['salesforce', 'Title', { type: 'picklist' }, 'is of type picklist: a text needs another one'],
  ] as const)('of %s says what is wrong with %s %j', async (crm, name, differing, says) => {
    const [line, ...others] = await wrong(crm, propertiesOf(crm, { [name]: differing }));
    expect(line).toContain(`✗\t${name}\t${says}`);
    expect(others).toEqual([]);
  });

  it.each([
    ['hubspot', 'modigie_employment_status', { type: 'enumeration', options: ofCodes() }],
    ['salesforce', 'Modigie_Employment_Status__c', { type: 'picklist', picklistValues: ofCodes() }],
    ['salesforce', 'Title', { name: 'TITLE' }],
    ['salesforce', 'MobilePhone', { type: 'phone' }],
    ['hubspot', 'mobilephone', { type: 'phone_number' }],
  ] as const)('of %s takes %s %j', async (crm, name, differing) => {
    expect(await wrong(crm, propertiesOf(crm, { [name]: differing }))).toEqual([]);
  });

  it('tells each field as JSON', async () => {
    const properties = await file('json.json', JSON.stringify(propertiesOf('hubspot', { jobtitle: null })));
    const sink = recordedSink(80);
    expect(await checkFields({ crm: 'hubspot', properties, json: true }, sink)).toBe(1);
    expect(JSON.parse(sink.written())).toContainEqual({ field: 'mobile', name: 'mobilephone', problems: [] });
  });

  it('refuses a file that is no such list, and says how one is had', async () => {
    await expect(checked('hubspot', { fields: propertiesOf('salesforce') })).rejects.toThrow(
      /has no properties of hubspot: give the answer of GET \/crm\/v3\/properties\/contacts/,
    );
    await expect(checked('salesforce', 'text')).rejects.toThrow(/sobjects\/Contact\/describe/);
    const properties = at('nowhere.json');
    await expect(checkFields({ crm: 'hubspot', properties }, recordedSink(undefined))).rejects.toThrow(
      'nowhere.json cannot be read (ENOENT)',
    );
  });
});

function ofCodes() {
  return ['verified', 'changed', 'verified_elsewhere', 'other'].map((value) => ({ value }));
}
