import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEADER_WITHIN } from '../../../../cli/lists/find-header.ts';
import { type ListOptions, openList } from '../../../../cli/lists/open-list.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { requirementsOf } from '../../../../shared/protocol/job-types.ts';
import { all, bytesOf, utf16be } from './bytes.ts';

const HEADER = ['id', 'firstName', 'lastName', 'company', 'note'];
const LIST = `${HEADER}\n1,Zoë,Ørsted,Acme,x\n`;
const CELLS = ['1', 'Zoë', 'Ørsted', 'Acme', 'x'];

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'list-'));
  path = join(folder, 'leads.csv');
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens a file of this content, for mobile numbers. */
async function open(content: string | Buffer, options: Partial<ListOptions> = {}) {
  await writeFile(path, content);
  return openList(path, { requirements: requirementsOf('enrichMobile'), ...options });
}
async function read(content: string | Buffer, options?: Partial<ListOptions>) {
  const { rows, ...list } = await open(content, options);
  return { ...list, rows: await all(rows) };
}
async function notesOn(content: string | Buffer, options?: Partial<ListOptions>): Promise<string[]> {
  const { notes } = await open(content, options);
  return notes.map((note) => note.replaceAll(path, 'leads.csv'));
}

describe('a list', () => {
  it('has a header, columns, a separator, a size and rows', async () => {
    expect(await read(LIST)).toMatchObject({
      header: HEADER,
      columns: { knownExport: undefined },
      separator: ',',
      size: Buffer.byteLength(LIST),
      rows: [{ line: 2, lastLine: 2, bytes: Buffer.byteLength(LIST), cells: CELLS }],
    });
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${LIST}`), {}],
    ['UTF-16LE', Buffer.from(`\uFEFF${LIST}`, 'utf16le'), {}],
    ['UTF-16BE without a mark', utf16be(LIST), {}],
    ['Windows-1252', bytesOf(LIST), {}],
    [
      'an encoding that is named',
      bytesOf(LIST.replace('ë', '\x91').replace('Ø', '\xaf')),
      { encoding: 'macintosh' },
    ],
    ['CRLF', LIST.replaceAll('\n', '\r\n'), {}],
    ['CR', LIST.replaceAll('\n', '\r'), {}],
    ['semicolons', LIST.replaceAll(',', ';'), {}],
    ['a separator that is said', LIST.replaceAll(',', '~'), { separator: '~' }],
    ['a line for Excel', `sep=;\n${LIST.replaceAll(',', ';')}`, {}],
    ['notes before its header', `Leads of May\n\n${LIST}`, {}],
    ['gzip', gzipSync(LIST), {}],
  ])('is read with %s', async (_name, content, options) => {
    const { header, rows } = await read(content, options);
    expect(header).toEqual(HEADER);
    expect(rows.map(({ cells }) => cells)).toEqual([CELLS]);
  });

  it('has no row in which there is nothing', async () => {
    const { rows } = await read(`${LIST}\n,,,,\n  , ,\t,,\n"","","","",""\n\n2,Bob,Orr,Acme,\n`);
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, '1'],
      [8, '2'],
    ]);
  });

  it('may have no rows', async () => {
    expect((await read(`${HEADER}`)).rows).toEqual([]);
  });

  it('has its rows in order also beyond the lines among which the header is looked for', async () => {
    const ids = Array.from({ length: 3 * HEADER_WITHIN }, (_, i) => `${i}`);
    const { rows } = await read(`Leads\n${HEADER}\n${ids.map((id) => `${id},Ann,Lee,Acme,x\n`).join('')}`);
    expect(rows.map(({ cells }) => cells[0])).toEqual(ids);
    expect(rows.map(({ line }) => line)).toEqual(ids.map((_, i) => i + 3));
  });

  it('may have line breaks in the cells of foreign columns', async () => {
    const { rows } = await read(`${HEADER}\n1,Zoë,Ørsted,Acme,"a, b, c, d, e\r\nb"\n2,Bob,Orr,Acme,x\n`);
    expect(rows.map(({ cells }) => cells)).toEqual([
      CELLS.with(4, 'a, b, c, d, e\r\nb'),
      ['2', 'Bob', 'Orr', 'Acme', 'x'],
    ]);
  });

  it('has the rows between two quotes that are not closed in columns of ours', async () => {
    const { rows } = await read(`${HEADER}\n1,"Ann,Lee,Acme,x\n2,Bob,Orr,Acme,x\n3,Cid",Poe,Acme,x\n`);
    expect(rows.map(({ line, defect }) => [line, defect !== undefined])).toEqual([
      [2, true],
      [3, false],
      [4, false],
    ]);
  });

  it.each([
    ['', {}, 'is empty'],
    ['note,company\n', {}, 'lacks the columns firstName, lastName'],
    [LIST, { encoding: 'utf-9' }, '--encoding utf-9 is not known'],
    [
      LIST,
      { chosen: new Map([['company', 'Firma']] as const) },
      '--map company="Firma": there is no such column',
    ],
    ['{"jobs": []}', {}, 'is JSON'],
    [bytesOf('firstName\n\x81\n'), {}, 'It was read as utf-8: if it is not, say so with --encoding.'],
    [`${'Leads\n'.repeat(HEADER_WITHIN)}${LIST}`, {}, 'lacks the columns firstName, lastName, company'],
  ])('is refused before anything is read: %j %j', async (content, options, message) => {
    const opened = open(content, options);
    await expect(opened).rejects.toBeInstanceOf(UserError);
    await expect(opened).rejects.toThrow(message);
  });
});

describe('the notes on a list', () => {
  it.each([
    ['in UTF-8', LIST],
    ['with a byte order mark', `\uFEFF${LIST}`],
    ['with blanks around the names of its columns', LIST.replaceAll(',', ' , ')],
    ['with semicolons', LIST.replaceAll(',', ';')],
    ['with a line for Excel', `sep=,\n${LIST}`],
    ['with blank lines before its header', `\n\n${LIST}`],
    ['that says with a mark that it is UTF-16', Buffer.from(`\uFEFF${LIST}`, 'utf16le')],
  ])('are none on one that is plain: %s', async (_name, content) => {
    expect(await notesOn(content)).toEqual([]);
  });

  it('name the program that it is an export of, and which of its columns are ours', async () => {
    expect(await notesOn('First Name,Last Name,URL,Email Address,Company,Position,Connected On\n')).toEqual([
      'leads.csv is an export of LinkedIn connections.',
      'Columns:',
      '  firstName    is First Name',
      '  lastName     is Last Name',
      '  email        is Email Address',
      '  company      is Company',
      '  position     is Position',
      '  linkedInUrl  is URL',
    ]);
  });

  it('name the columns that are ours by other names, or by several', async () => {
    expect(
      await notesOn(' Vorname ;lastName;company;Phone;Mobile Phone\n', {
        chosen: new Map([['firstName', 'Vorname']]),
      }),
    ).toEqual(['Columns:', '  firstName    is Vorname', '  phone        is Mobile Phone, or else Phone']);
  });

  it('name a column that is passed over for one of the same name', async () => {
    expect(await notesOn('firstName,lastName,company,company\n')).toEqual([
      'Several columns are named company: the first of them is company. If another one is meant, rename it.',
    ]);
  });

  it.each([
    ['windows-1252', bytesOf(LIST)],
    ['utf-16be', utf16be(LIST)],
  ])('name an encoding that is guessed: %s', async (label, content) => {
    const note = `leads.csv is read as ${label}. If names look wrong, say with --encoding what it is.`;
    expect(await notesOn(content)).toEqual([note]);
    expect(await notesOn(content, { encoding: label })).toEqual([]);
  });

  it.each([
    ['Leads of May\n', 2],
    ['Leads of May\n\nby Ingrid\n', 4],
  ])('say where its header is, when notes stand before it: %j', async (notes, line) => {
    const told = [`The header is on line ${line}; what is before it is left out.`];
    expect(await notesOn(notes + LIST)).toEqual(told);
    expect(await notesOn(notes + LIST.replaceAll(',', ';'))).toEqual(told);
  });
});
