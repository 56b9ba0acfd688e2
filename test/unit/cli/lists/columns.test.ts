import { describe, expect, it } from 'vitest';
import { type ColumnChoice, columnsOf, listed, passedOver } from '../../../../cli/lists/columns.ts';
import { INPUT_COLUMNS, type InputColumn } from '../../../../cli/lists/input-columns.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { byName, mapped } from './mapped.ts';

const choosing = (choice: Partial<Record<InputColumn, string>>): ColumnChoice =>
  new Map(Object.entries(choice) as [InputColumn, string][]);

describe('the columns of a list', () => {
  it('are ours by our names, in any order', () => {
    const names = INPUT_COLUMNS.toReversed();
    expect(mapped(names)).toEqual(Object.fromEntries(INPUT_COLUMNS.map((name) => [name, [name]])));
  });

  it.each<[InputColumn, string[]]>([
    ['firstName', ['First Name', 'first_name', 'FIRSTNAME', '"firstname"', 'Given Name', 'Forename']],
    ['middleNames', ['Middle Names', 'Middle Name']],
    ['lastName', ['Last Name', 'last_name', 'Surname', 'Family Name', '\uFEFFlast\u200Bname']],
    ['company', ['Company', 'Company Name', 'company_name', 'Account Name', 'Company / Account']],
    ['position', ['Position', 'Job Title', 'jobtitle']],
    ['email', ['E-Mail', 'Email Address', 'e-mail address', 'Business Email', 'Work E-mail']],
    ['phone', ['Phone', 'Phone Number', 'Mobile Phone', 'Mobile Phone Number', 'MobilePhone']],
    ['linkedInUrl', ['LinkedIn', 'LinkedIn URL', 'linkedin_url', 'LinkedIn Profile', 'LinkedIn Profile URL']],
    ['id', ['ID', 'Id', ' id ', "'id'"]],
  ])('are ours by names that mean %s', (column, theirs) => {
    for (const name of theirs) expect(mapped(['Other', name]), name).toEqual({ [column]: [name] });
  });

  it.each([
    'Name',
    'Full Name',
    'Title',
    'URL',
    'Website',
    'Notes',
    'Tags 2',
    'Contact',
    'Mobile-ID',
    '',
    ' ',
  ])('are foreign by any other name: %j', (name) => expect(mapped([name])).toEqual({}));

  it('may repeat where they are foreign', () => {
    expect(mapped(['note', 'id', 'note', '', ''])).toEqual({ id: ['id'] });
  });

  it('are ours by our very name alone, when there are others that mean the same', () => {
    expect(mapped(['First Name', 'firstName', 'FIRSTNAME', 'Company Name', ' company '])).toEqual({
      firstName: ['firstName'],
      company: [' company '],
    });
  });

  it('may be several for one of ours: the preferred first, then by their order', () => {
    expect(mapped(['Work Email', 'Phone', 'Email', 'E-Mail', 'Mobile Phone'])).toEqual({
      email: ['Email', 'E-Mail', 'Work Email'],
      phone: ['Mobile Phone', 'Phone'],
    });
  });

  it('may be several of our very name', () => {
    expect([...columnsOf(['id', 'email', 'email']).places]).toEqual([
      ['id', [0]],
      ['email', [1, 2]],
    ]);
  });

  it('prefer a column of LinkedIn profiles to one of addresses of any kind', () => {
    const names = ['First Name', 'Last Name', 'URL', 'Connected On', 'LinkedIn'];
    const columns = columnsOf(names);
    expect(byName(names, columns)).toMatchObject({ linkedInUrl: ['LinkedIn', 'URL'] });
    expect([...columns.anyUrl]).toEqual([2]);
  });
});

describe('a column that a person chooses', () => {
  const NAMES = ['Vorname', 'Firma', 'firma (alt)', 'company', 'email'];

  it.each([
    ['as it is', 'Firma', ['Firma']],
    ['without regard to case and punctuation', '"FIRMA ALT"', ['firma (alt)']],
  ])('takes the place of the one by our name, named %s', (_name, choice, found) => {
    expect(mapped(NAMES, choosing({ company: choice }))).toEqual({ company: found, email: ['email'] });
  });

  it('is the very one of several that would be the same without regard to case', () => {
    expect(mapped(['FIRMA', 'Firma', 'firma'], choosing({ company: 'Firma' }))).toEqual({
      company: ['Firma'],
    });
  });

  it('is none when it is blank', () => {
    expect(mapped(NAMES, choosing({ email: '', firstName: 'Vorname' }))).toEqual({
      firstName: ['Vorname'],
      company: ['company'],
    });
  });

  it('may be one that is ours by its name, and then is no other', () => {
    expect(mapped(NAMES, choosing({ position: 'company' }))).toEqual({
      position: ['company'],
      email: ['email'],
    });
    const connections = ['First Name', 'Last Name', 'URL', 'Connected On'];
    expect(mapped(connections, choosing({ position: 'URL' }))).toEqual({
      firstName: ['First Name'],
      lastName: ['Last Name'],
      position: ['URL'],
    });
  });

  it.each([
    [
      'of a name',
      { firstName: 'Name', lastName: 'name' },
      '--map makes the column Name both firstName and lastName: split full names into two columns of the list, ' +
        'and name these.',
    ],
    [
      'of others',
      { position: 'Name', company: 'Name' },
      '--map makes the column Name both position and company: name another column, or leave one of the two out.',
    ],
  ])('is one of ours alone, which is refused otherwise: %s', (_name, choice, told) => {
    const reading = () => columnsOf(['Name', 'email'], choosing(choice));
    expect(reading).toThrow(UserError);
    expect(reading).toThrow(told);
  });

  it('may be the ID as well, whichever is named first', () => {
    const both = { id: ['email'], email: ['email'] };
    expect(mapped(NAMES, choosing({ id: 'email' }))).toMatchObject(both);
    expect(mapped(NAMES, choosing({ id: 'email', email: 'email' }))).toMatchObject(both);
    expect(mapped(NAMES, choosing({ email: 'email', id: 'email' }))).toMatchObject(both);
  });

  it('is the first of that name, where a second one is about somebody else', () => {
    const names = ['Firma', 'Mail', 'Firma', 'Mail'];
    const { places } = columnsOf(names, choosing({ company: 'Firma', email: 'Mail' }));
    expect(Object.fromEntries(places)).toEqual({ company: [0], email: [1, 3] });
  });

  it('is refused when it is not there, with the names of those that are', () => {
    const reading = () => columnsOf(NAMES, choosing({ firstName: 'Rufname' }));
    expect(reading).toThrow(UserError);
    expect(reading).toThrow(
      `--map firstName="Rufname": there is no such column. There are ${NAMES.join(', ')}.`,
    );
  });
});

describe('columns that are not read, since one of their name is', () => {
  it.each([
    [['company', 'Job Title', ' company', 'Job Title '], { company: 'company', position: 'Job Title' }],
    [['company', 'Company Name', 'email', 'email', 'note', 'note', ''], {}],
    [['', 'note', ''], {}],
  ])('are told: %j', (names, told) => {
    expect(Object.fromEntries(passedOver(names, columnsOf(names)))).toEqual(told);
  });
});

describe('columns that are named to a person', () => {
  it.each([
    [[' a ', '', 'b'], 'a, b'],
    [Array.from({ length: 20 }, () => 'a'), Array.from({ length: 20 }, () => 'a').join(', ')],
    [Array.from({ length: 23 }, () => 'a'), `${Array.from({ length: 20 }, () => 'a').join(', ')} and 3 more`],
  ])('are no more than help: %j', (names, told) => {
    expect(listed(names)).toBe(told);
  });
});
