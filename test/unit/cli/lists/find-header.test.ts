import { describe, expect, it } from 'vitest';
import { findHeader, type HeaderWanted } from '../../../../cli/lists/find-header.ts';
import type { InputColumn } from '../../../../cli/lists/input-columns.ts';
import { linesOf } from '../../../../cli/lists/lines.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { requirementsOf } from '../../../../shared/protocol/job-types.ts';
import { all, chunksOf } from './bytes.ts';
import { byName } from './mapped.ts';

const NAMES = ['firstName', 'lastName', 'company'];

interface Asked extends Partial<Pick<HeaderWanted, 'separator'>> {
  readonly jobType?: string;
  readonly chosen?: readonly (readonly [InputColumn, string])[];
}

async function found(content: string, { jobType = 'enrichMobile', chosen = [], separator }: Asked = {}) {
  const lines = await all(linesOf(chunksOf(content), { label: 'utf-8', isGuess: false }));
  return findHeader(lines, {
    name: 'leads.csv',
    requirements: requirementsOf(jobType),
    chosen: new Map(chosen),
    separator,
  });
}
async function refusal(...asked: Parameters<typeof found>): Promise<string> {
  const error = await found(...asked).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

describe('the header of a list', () => {
  it.each([',', ';', '\t', '|'])('tells the separator: %j', async (separator) => {
    expect(await found(`${NAMES.join(separator)}\nAnn\n`)).toMatchObject({
      line: 1,
      separator,
      names: NAMES,
    });
  });

  it.each([
    ['"company, or employer";firstName;lastName', ';', ['company, or employer', 'firstName', 'lastName']],
    ['company,"firstName",lastName,a;b', ',', ['company', 'firstName', 'lastName', 'a;b']],
    ['firstName\tlastName\tcompany\ta, b', '\t', [...NAMES, 'a, b']],
  ])('tells the separator that makes most columns: %s', async (header, separator, names) => {
    const told = await found(header, { chosen: [['company', names.find((n) => /comp/.test(n)) ?? '']] });
    expect(told).toMatchObject({ separator, names });
  });

  it('may have a separator that a person says', async () => {
    const told = await found('firstName~lastName~company~a,b,c,d,e', { separator: '~' });
    expect(told).toMatchObject({ separator: '~', names: [...NAMES, 'a,b,c,d,e'] });
  });

  it.each(['sep=;', 'SEP=;', '"sep=;"', '\uFEFFsep=;'])('follows a line for Excel: %s', async (line) => {
    const header = 'firstName;lastName;company;a,b,c,d,e';
    expect(await found(`${line}\n${header}\n`)).toMatchObject({ line: 2, separator: ';' });
    expect(await found(header, { jobType: 'telepathy' })).toMatchObject({ line: 1, separator: ',' });
  });

  it('is separated as a person says, whatever the line for Excel says', async () => {
    const told = await found(`sep=;\n${NAMES.join('|')}`, { separator: '|' });
    expect(told).toMatchObject({ line: 2, separator: '|', names: NAMES });
  });

  it.each([
    ['notes', 'Leads of May\nby Ingrid, for the team\n\n', 4],
    ['notes with many commas', 'a,b,c,d,e,f\n', 2],
    ['a quote that is not closed', '"Leads, of May\n', 2],
    ['a line for Excel and a note', 'sep=;\nLeads of May\n', 3],
  ])('may stand behind %s', async (_name, notes, line) => {
    const told = await found(`${notes}First Name;Last Name;Company\n`);
    expect(told).toMatchObject({ line, separator: ';', isBehindNotes: true });
  });

  it.each([
    ['nothing', '', 1],
    ['blank lines', '\n\n \n', 4],
    ['a line for Excel', 'sep=;\n', 2],
  ])('is behind no notes where it stands behind %s', async (_name, before, line) => {
    const told = await found(`${before}First Name;Last Name;Company\n`);
    expect(told).toMatchObject({ line, separator: ';', isBehindNotes: false });
  });

  it('is the first line with all that is needed', async () => {
    const content = `firstName,lastName\n${NAMES},note\n${NAMES},more\n`;
    expect(await found(content)).toMatchObject({ line: 2, names: [...NAMES, 'note'] });
  });

  it('is the first line with any text for a job type that requires nothing', async () => {
    expect(await found('\nnote,id\nid,firstName\n', { jobType: 'telepathy' })).toMatchObject({ line: 2 });
  });

  it.each([
    ['verifyEmployment', 'company,linkedInUrl'],
    ['verifyEmployment', 'firstName,lastName,company'],
    ['verifyMobile', 'firstName,lastName,phone'],
    ['enrichLinkedIn', 'firstName,lastName,email,company'],
  ])('is enough for %s with %s', async (jobType, header) => {
    expect(await found(`Leads\n${header}\n`, { jobType })).toMatchObject({ line: 2 });
  });

  it('keeps its names as they are', async () => {
    const names = [' First Name ', 'last_name', 'Company', '', 'Company'];
    expect((await found(names.join(','))).names).toEqual(names);
  });
});

describe('the header of a list of which columns are chosen', () => {
  const CHOSEN = [
    ['firstName', 'Vorname'],
    ['lastName', 'Nachname'],
    ['company', 'Firma'],
  ] as const;

  it.each([
    ['at the beginning', '', 1],
    ['behind notes', 'Leads of May\n\nby Ingrid, Ann\n', 4],
  ])('is found %s by the columns that are chosen', async (_name, notes, line) => {
    const header = await found(`${notes}Nachname;Vorname;Firma\nLee;Ann;Acme\n`, { chosen: CHOSEN });
    expect(header.line).toBe(line);
    expect(byName(header.names, header.columns)).toEqual({
      firstName: ['Vorname'],
      lastName: ['Nachname'],
      company: ['Firma'],
    });
  });

  it('is found by the others when one that is chosen is not there', async () => {
    const content = 'Leads of May\nfirstName,lastName,Firma\n';
    expect(await refusal(content, { chosen: [['company', 'Firmenname']] })).toBe(
      '--map company="Firmenname": there is no such column. There are firstName, lastName, Firma.',
    );
  });

  it('lacks a column that is chosen blank', async () => {
    expect(await refusal(NAMES.join(), { chosen: [['company', '']] })).toContain('lacks the column company.');
  });
});

describe('a list without a header', () => {
  it.each(['', '\n\n', ' \n\t\n', 'sep=;\n', '\uFEFF'])('is empty: %j', async (content) => {
    expect(await refusal(content)).toBe(
      'leads.csv is empty: its first line must name the columns, such as firstName,lastName,company.',
    );
  });

  it('is told which columns it lacks, which it has, and how to say that one of them is meant', async () => {
    expect(await refusal('Vorname;Nachname;Company\nAnn;Lee;Acme\n')).toBe(
      'leads.csv lacks the columns firstName, lastName. Its header has Vorname, Nachname, Company. ' +
        'If one of them is meant, say so: --map firstName="Name of the column".',
    );
  });

  it('is not shown: it may be of a person', async () => {
    expect(await refusal('Ingrid;Lee;Acme;ingrid@acme.example\n')).toBe(
      'leads.csv lacks the columns firstName, lastName, company. The first line has to name the columns, such ' +
        'as firstName,lastName,company; --map names any other.',
    );
  });

  it.each([
    ['enrichMobile', 'firstName,lastName', 'column company'],
    ['verifyMobile', 'firstName,lastName', 'column phone'],
    ['verifyEmployment', 'firstName,company', 'column lastName'],
    ['verifyEmployment', 'linkedInUrl', 'column company'],
  ])('of %s with the columns %s lacks the %s', async (jobType, header, lacking) => {
    expect(await refusal(header, { jobType })).toContain(
      `lacks the ${lacking}. Its header has ${header.replaceAll(',', ', ')}.`,
    );
  });
});
