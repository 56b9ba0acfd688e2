import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../../cli/lists/columns.ts';
import { KNOWN_EXPORTS } from '../../../../cli/lists/known-exports.ts';
import { mapped } from './mapped.ts';

interface Export {
  /** Each column of theirs, and which one of ours it is. */
  readonly columns: readonly (readonly [theirs: string, ours?: string])[];
  readonly anyUrl?: string;
}

const EXPORTS: readonly (readonly [name: string, title: string, Export])[] = [
  [
    'HubSpot',
    'contacts',
    {
      columns: [
        ['Record ID', 'id'],
        ['First Name', 'firstName'],
        ['Last Name', 'lastName'],
        ['Email', 'email'],
        ['Mobile Phone Number', 'phone'],
        ['Phone Number', 'phone'],
        ['Contact owner'],
        ['Company Name', 'company'],
        ['Job Title', 'position'],
        ['LinkedIn URL', 'linkedInUrl'],
        ['Create Date'],
      ],
    },
  ],
  [
    'Salesforce',
    'contacts by their fields',
    {
      columns: [
        ['Id', 'id'],
        ['AccountId'],
        ['Account Name', 'company'],
        ['FirstName', 'firstName'],
        ['LastName', 'lastName'],
        ['Title', 'position'],
        ['Email', 'email'],
        ['MobilePhone', 'phone'],
        ['Phone', 'phone'],
      ],
    },
  ],
  [
    'Salesforce',
    'leads by their fields',
    {
      columns: [
        ['Id', 'id'],
        ['FirstName', 'firstName'],
        ['LastName', 'lastName'],
        ['Company', 'company'],
        ['Title', 'position'],
        ['Email', 'email'],
        ['Phone', 'phone'],
        ['Status'],
      ],
    },
  ],
  [
    'Salesforce',
    'a report of contacts',
    {
      columns: [
        ['Salutation'],
        ['First Name', 'firstName'],
        ['Last Name', 'lastName'],
        ['Title', 'position'],
        ['Account Name', 'company'],
        ['Mobile Phone', 'phone'],
        ['Phone', 'phone'],
        ['Email', 'email'],
        ['Contact ID', 'id'],
      ],
    },
  ],
  [
    'Salesforce',
    'a report of leads',
    {
      columns: [
        ['First Name', 'firstName'],
        ['Last Name', 'lastName'],
        ['Title', 'position'],
        ['Company / Account', 'company'],
        ['Email', 'email'],
        ['Lead ID', 'id'],
      ],
    },
  ],
  [
    'LinkedIn connections',
    'all columns',
    {
      columns: [
        ['First Name', 'firstName'],
        ['Last Name', 'lastName'],
        ['URL', 'linkedInUrl'],
        ['Email Address', 'email'],
        ['Company', 'company'],
        ['Position', 'position'],
        ['Connected On'],
      ],
      anyUrl: 'URL',
    },
  ],
  [
    'Google Contacts',
    'all columns',
    {
      columns: [
        ['First Name', 'firstName'],
        ['Middle Name', 'middleNames'],
        ['Last Name', 'lastName'],
        ['Nickname'],
        ['Organization Name', 'company'],
        ['Organization Title', 'position'],
        ['Organization Department'],
        ['Labels'],
        ['E-mail 1 - Label'],
        ['E-mail 1 - Value', 'email'],
        ['E-mail 2 - Value'],
        ['Phone 1 - Label'],
        ['Phone 1 - Value', 'phone'],
        ['Website 1 - Value', 'linkedInUrl'],
      ],
      anyUrl: 'Website 1 - Value',
    },
  ],
  [
    'Outlook',
    'all columns',
    {
      columns: [
        ['First Name', 'firstName'],
        ['Middle Name', 'middleNames'],
        ['Last Name', 'lastName'],
        ['Title'],
        ['Company', 'company'],
        ['Job Title', 'position'],
        ['E-mail Address', 'email'],
        ['Mobile Phone', 'phone'],
        ['Web Page', 'linkedInUrl'],
        ['Business Fax'],
      ],
      anyUrl: 'Web Page',
    },
  ],
];

describe.each(EXPORTS)('an export of %s: %s', (name, _title, { columns, anyUrl }) => {
  const header = columns.map(([theirs]) => theirs);

  it('is known by its header, in any order of its columns', () => {
    for (const names of [header, header.toReversed()])
      expect(columnsOf(names).knownExport?.name).toBe(`an export of ${name}`);
  });

  it('has its columns where they are meant, the preferred one first, and no other', () => {
    const pairs = columns.flatMap(([theirs, ours]) => (ours === undefined ? [] : [{ theirs, ours }]));
    const meant = Map.groupBy(pairs, ({ ours }) => ours);
    expect(mapped(header)).toEqual(
      Object.fromEntries([...meant].map(([ours, group]) => [ours, group.map(({ theirs }) => theirs)])),
    );
  });

  it('says which of its columns may hold an address of any kind', () => {
    const places = anyUrl === undefined ? [] : [header.indexOf(anyUrl)];
    expect([...columnsOf(header).anyUrl]).toEqual(places);
  });
});

describe('the exports that are known', () => {
  it('are all of them shown here', () => {
    const shown = new Set(EXPORTS.map(([name]) => `an export of ${name}`));
    expect(KNOWN_EXPORTS.map(({ name }) => name)).toEqual([...shown]);
  });

  it.each([
    'id,firstName,lastName,email,company,position,linkedInUrl,phone,tags',
    'First Name,Last Name,Company,Job Title,Email',
    'first_name,last_name,company,url',
    'Id,Name,Company',
    'First Name,Last Name,Organization Name',
  ])('are not those of a list with the columns %s', (header) => {
    const columns = columnsOf(header.split(','));
    expect(columns.knownExport).toBeUndefined();
    expect(columns.anyUrl.size).toBe(0);
  });

  it('alone have a title that is a position: elsewhere it may be Dr', () => {
    expect(mapped(['First Name', 'Last Name', 'Title', 'Company'])).not.toHaveProperty('position');
  });
});
