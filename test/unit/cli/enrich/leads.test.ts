import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lead, openLeads } from '../../../../cli/enrich/leads.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { requirementsOf } from '../../../../shared/protocol/job-types.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leads-'));
  path = join(folder, 'leads.csv');
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens a file of this content. @param jobType whose required columns are checked */
async function open(content: string | Buffer, jobType = 'telepathy') {
  await writeFile(path, content);
  return openLeads(path, requirementsOf(jobType));
}

/** @returns all leads, and what reading them threw in the end */
async function read(content: string | Buffer) {
  const leads: Lead[] = [];
  const { header, bytes, leads: source } = await open(content);
  try {
    for await (const lead of source) leads.push(lead);
    return { header, bytes, leads, error: undefined };
  } catch (error) {
    return { header, bytes, leads, error };
  }
}

describe('leads.csv', () => {
  it('has its columns in any order, and any columns beside', async () => {
    const { header, leads } = await read('note, id ,lastName\nhello,1,Lee\n');
    expect(header).toEqual(['note', 'id', 'lastName']);
    expect(leads).toEqual([{ line: 2, bytes: 31, cells: ['hello', '1', 'Lee'] }]);
  });

  it.each([
    ['a byte order mark', '\uFEFF"id",note\n1,a\n', ['1', 'a']],
    ['CRLF', 'id,note\r\n1,a\r\n', ['1', 'a']],
    ['no line break at the end', 'id,note\n1,a', ['1', 'a']],
    ['quotes', 'id,note\n1,"a ""b"", c"\n', ['1', 'a "b", c']],
    ['a quote inside of a cell', 'id,note\n1,5" screen\n', ['1', '5" screen']],
    ['line breaks inside of a cell', 'id,note\n1,"a\nb"\n', ['1', 'a\nb']],
    ['blank lines', '\n\nid,note\n\n1,a\n\n', ['1', 'a']],
    ['letters beyond ASCII', 'id,note\n1,Zoë Ørsted\n', ['1', 'Zoë Ørsted']],
  ])('is read with %s', async (_name, content, cells) => {
    expect((await read(content)).leads.map((lead) => lead.cells)).toEqual([cells]);
  });

  it('says of each lead on which line it ends and how much of the file is read', async () => {
    const content = 'id,note\n1,"a\nb"\n\n2,é\n';
    const { bytes, leads } = await read(content);
    expect(bytes).toBe(Buffer.byteLength(content));
    expect(leads.map(({ line, bytes: done }) => [line, done])).toEqual([
      [3, 16],
      [5, bytes],
    ]);
  });

  it('sets a row aside that is too short, too long or not UTF-8, and goes on', async () => {
    const content = Buffer.concat([
      Buffer.from('id,note\n1\n2,a,b\n3,'),
      Buffer.from([0xff]),
      Buffer.from('\n4,a\n'),
    ]);
    expect((await read(content)).leads.map(({ unreadable }) => unreadable)).toEqual([
      'has 1 fields where the header has 2',
      'has 3 fields where the header has 2',
      'is not UTF-8 text: save the file as UTF-8',
      undefined,
    ]);
  });

  it('that breaks off gives the leads before, and then says why', async () => {
    const unclosed = await read('id,note\n1,a\n2,"b\n3,c\n');
    expect(unclosed.leads.map(({ cells }) => cells)).toEqual([['1', 'a']]);
    expect(unclosed.error).toBeInstanceOf(UserError);
    expect(String(unclosed.error)).toContain('a quote is opened and never closed');
    const endless = await read(`id,note\n1,a\n2,"${'b'.repeat(1_100_000)}"\n`);
    expect(endless.leads.map(({ cells }) => cells)).toEqual([['1', 'a']]);
    expect(endless.error).toBeInstanceOf(UserError);
    expect(String(endless.error)).toContain('a row is longer than 1,000,000 characters');
  });

  it.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['name,company\n', 'lacks the column id'],
    ['id,note,id\n', 'has the column id twice'],
  ])('is refused when it begins %j', async (content, message) => {
    const opened = open(content);
    await expect(opened).rejects.toBeInstanceOf(UserError);
    await expect(opened).rejects.toThrow(message);
  });

  it.each([
    ['nowhere.csv', 'There is no file'],
    ['.', 'is a directory'],
    ['leads.csv/deeper', 'cannot be opened (ENOTDIR)'],
  ])('is refused when it is %s', async (name, message) => {
    await writeFile(path, 'id\n');
    const opened = openLeads(join(folder, name), []);
    await expect(opened).rejects.toBeInstanceOf(UserError);
    await expect(opened).rejects.toThrow(message);
  });

  it.each([
    ['enrichMobile', 'firstName,lastName,company'],
    ['verifyEmployment', 'firstName,lastName,company'],
    ['verifyEmployment', 'company,linkedInUrl'],
    ['telepathy', 'note'],
  ])('is enough for %s with the columns %s', async (jobType, columns) => {
    expect((await open(`id,${columns}\n`, jobType)).header).toEqual(['id', ...columns.split(',')]);
  });

  it.each([
    ['enrichMobile', 'company', 'columns firstName, lastName'],
    ['enrichLinkedIn', 'firstName,lastName,company', 'column email'],
    ['verifyMobile', 'firstName,lastName', 'column phone'],
    ['verifyEmployment', 'firstName,company', 'column lastName'],
    ['verifyEmployment', 'linkedInUrl', 'column company'],
  ])('is refused for %s with the columns %s: it lacks the %s', async (jobType, columns, lacking) => {
    const opened = open(`id,${columns}\n`, jobType);
    await expect(opened).rejects.toBeInstanceOf(UserError);
    await expect(opened).rejects.toThrow(`lacks the ${lacking}: the first line must name the columns`);
  });
});
