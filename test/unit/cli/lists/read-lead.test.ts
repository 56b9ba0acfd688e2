import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../../cli/lists/columns.ts';
import type { CsvRecord } from '../../../../cli/lists/csv-records.ts';
import { idOf, readLead } from '../../../../cli/lists/read-lead.ts';

const HEADER = ['id', 'First Name', 'lastName', 'company', 'email', 'tags', 'note'];
const CONNECTIONS = ['First Name', 'Last Name', 'URL', 'Company', 'Connected On', 'LinkedIn'];

const recordOf = (cells: readonly string[]): CsvRecord => ({ line: 2, lastLine: 2, bytes: 0, cells });
const listOf = (header: readonly string[]) => ({ header, columns: columnsOf(header) });

function read(cells: readonly string[], header = HEADER) {
  const lead = readLead(recordOf(cells), listOf(header));
  if ('problem' in lead) return lead;
  return { values: Object.fromEntries(lead.values), tidied: Object.fromEntries(lead.tidied) };
}
/** A row like any other, but for some of its cells. */
function rowWith(cells: Readonly<Record<string, string>>): string[] {
  const usual: Record<string, string> = { id: '7', 'First Name': 'Ann', lastName: 'Lee', company: 'Acme' };
  return HEADER.map((name) => cells[name] ?? usual[name] ?? '');
}

describe('the values of a row', () => {
  it('are those of our columns that are not blank, without blanks around them', () => {
    expect(read(['7', ' Ann ', 'Lee', 'Acme', ' ', 'team=emea', 'foreign'])).toEqual({
      values: { id: '7', firstName: 'Ann', lastName: 'Lee', company: 'Acme', tags: 'team=emea' },
      tidied: {},
    });
  });

  it('are fewer in a row that is short: cells that are not there are blank', () => {
    expect(read(['7', 'Ann'])).toEqual({ values: { id: '7', firstName: 'Ann' }, tidied: {} });
  });

  it('say of each column which was tidied', () => {
    expect(read(['7', '"Ann"', 'L\u200Bee', 'NULL', '', '', '"as it is"\u200B'])).toEqual({
      values: { id: '7', firstName: 'Ann', lastName: 'Lee' },
      tidied: { firstName: 'quotes', lastName: 'invisible characters', company: 'a placeholder' },
    });
  });

  it.each([
    ['a@b.example', 'c@d.example', 'a@b.example'],
    ['', 'c@d.example', 'c@d.example'],
    ['NULL', 'c@d.example', 'c@d.example'],
    ['a@b.example ::: e@f.example', '', 'a@b.example'],
    ['', '', undefined],
  ])('come from the first of several columns that has one: %j, %j', (first, second, email) => {
    const values = email === undefined ? {} : { email };
    expect(read([first, second], ['email', 'email'])).toHaveProperty('values', values);
    expect(read([second, first], ['Work Email', 'Email'])).toHaveProperty('values', values);
  });

  it('may have cells beyond the header that are blank', () => {
    expect(read([...rowWith({}), '', ' '])).toMatchObject({ values: { id: '7', company: 'Acme' } });
  });

  it('may have a lost letter, a formula and line breaks in columns that are not ours', () => {
    for (const note of ['Zo\uFFFD', '=A1', 'a\nb', 'a@b.example'])
      expect(read(rowWith({ note })), note).toMatchObject({ values: { id: '7' } });
  });

  it('may begin or end with line breaks', () => {
    expect(read(rowWith({ company: '\r\nAcme\n' }))).toMatchObject({ values: { company: 'Acme' } });
  });

  it.each([
    ['Björk', 'Guðmundsdóttir'],
    ['X Æ A-12', '李'],
    ['Null', "'t Hooft"],
    ['J.', 'Пушкин'],
  ])('are names that people have: %s %s', (firstName, lastName) => {
    expect(read(rowWith({ 'First Name': firstName, lastName }))).toEqual({
      values: { id: '7', firstName, lastName, company: 'Acme' },
      tidied: {},
    });
  });

  it.each([
    ['company', '3M', '3M'],
    ['company', '1-800', '1-800'],
    ['company', "'+Plus", '+Plus'],
    ['tags', '=emea', '=emea'],
  ])('may be in %s: %s', (column, cell, value) => {
    expect(read(rowWith({ [column]: cell }))).toMatchObject({ values: { [column]: value } });
  });
});

describe('an address of any kind', () => {
  const PROFILE = 'https://www.linkedin.com/in/ann-lee';

  it.each([
    [PROFILE, '', PROFILE],
    ['https://acme.example', '', undefined],
    ['https://www.linkedin.com/company/acme', '', undefined],
    ['https://acme.example', 'linkedin.com/in/lee', 'linkedin.com/in/lee'],
    [PROFILE, 'linkedin.com/in/lee', 'linkedin.com/in/lee'],
    [PROFILE, 'NULL', PROFILE],
    [PROFILE, 'acme.example', 'acme.example'],
  ])('%j, beside %j of LinkedIn alone, gives %j', (url, linkedIn, value) => {
    const values = { firstName: 'Ann', lastName: 'Lee', company: 'Acme' };
    expect(read(['Ann', 'Lee', url, 'Acme', '1 May 2026', linkedIn], CONNECTIONS)).toHaveProperty(
      'values',
      value === undefined ? values : { ...values, linkedInUrl: value },
    );
  });
});

describe('a row that must not be sent', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a formula', { company: '=B2' }, 'company is a formula of a spreadsheet: give its value'],
    ['a guarded formula', { company: "'=B2" }, 'company is a formula of a spreadsheet: give its value'],
    ['a formula as its ID', { id: '=ROW()' }, 'id is a formula of a spreadsheet: give its value'],
    [
      'a lost letter',
      { lastName: 'Zo\uFFFD' },
      'lastName has the character \uFFFD where a letter was lost: correct it',
    ],
    ['a number as a name', { 'First Name': '42' }, 'firstName has no letter in it'],
    ['marks as a name', { lastName: '***' }, 'lastName has no letter in it'],
    [
      'an address as a name',
      { 'First Name': 'a@b.example' },
      'firstName is an address: are the columns shifted?',
    ],
    [
      'a URL as a name',
      { lastName: 'https://b.example' },
      'lastName is an address: are the columns shifted?',
    ],
    ['a line break', { company: 'Acme\nInc' }, 'company has a line break in it: is a quote missing?'],
    ['a CR alone', { 'First Name': 'Ann\rMarie' }, 'firstName has a line break in it: is a quote missing?'],
  ])('has %s', (_name, cells, problem) => {
    expect(read(rowWith(cells))).toEqual({ problem });
  });

  it('has filled cells beyond the header, which are told', () => {
    expect(read([...rowWith({}), '', 'Inc, "x"'])).toEqual({
      problem:
        'has 9 fields where the header has 7; beyond it: "", "Inc, \\"x\\"". ' +
        'A cell with the separator in it must stand in quotes',
      isDamaged: true,
    });
  });

  it.each([
    ['as it is', HEADER],
    ['in capitals', HEADER.map((name) => name.toUpperCase())],
    ['by another way of writing it', ['ID', 'first_name', 'Last Name', '"Company"', 'E-Mail', 'tags']],
    ['in part', ['', 'First Name', 'Last Name']],
  ])('repeats the header %s', (_name, cells) => {
    expect(read(cells)).toEqual({ problem: 'repeats the header' });
  });

  it.each([
    ['one cell like its column', rowWith({ company: 'Company' })],
    ['one cell alone, like its column', ['', '', '', 'Company']],
  ])('is not one with %s', (_name, cells) => {
    expect(read(cells)).toHaveProperty('values.company', 'Company');
  });

  it('has a defect, of which nothing else is told', () => {
    const row = { ...recordOf([...rowWith({}), 'beyond']), defect: 'is not text' };
    expect(readLead(row, listOf(HEADER))).toEqual({ problem: 'is not text', isDamaged: true });
  });
});

describe('the ID of a row', () => {
  it.each([
    ['as it is', rowWith({}), '7'],
    ['tidied', rowWith({ id: ' "7"\u200B' }), '7'],
    ['of a row that must not be sent', rowWith({ company: '=B2' }), '7'],
    ['not where it is blank', rowWith({ id: ' ' }), undefined],
    ['not where it is a placeholder', rowWith({ id: '#N/A' }), undefined],
    ['not where it has a line break', rowWith({ id: '7\n8' }), undefined],
    ['not where there is no cell', [], undefined],
  ])('is known %s', (_name, cells, id) => {
    expect(idOf(recordOf(cells), listOf(HEADER))).toBe(id);
  });

  it('is not known in a list without a column for it', () => {
    expect(idOf(recordOf(['Ann', 'Lee']), listOf(CONNECTIONS))).toBeUndefined();
  });
});
