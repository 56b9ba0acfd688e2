import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, chmod, link, mkdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { outputAt } from '../../../../cli/enrich/output-target.ts';
import { type CsvForm, ResultsFile } from '../../../../cli/enrich/results-file.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { inFolder } from './in-folder.ts';

const PLAIN: CsvForm = { separator: ',', excel: false };
const LIST = 'id,note\n1,hello\n';
const OLD = 'id,note,requestId,status,attempts\n1,hello,1_enrichMobile_1,completed,1\n';

const { folder, at, file, text } = inFolder();

/** @returns where output goes, beside the list leads.csv */
async function target(name: string, force = false) {
  const input = await file('leads.csv', LIST);
  return outputAt(name.startsWith('/') ? name : at(name), { input, force });
}

async function results(name: string, form = PLAIN) {
  return new ResultsFile(await target(name), { form, header: ['id', 'note'] });
}

describe('the file of results', () => {
  it('has the header and each row as CSV, once it is finished', async () => {
    const out = await results('rows.csv');
    for (let i = 0; i < 5_000; i += 1) await out.write([[String(i), 'a "b", c\nd']]);
    await out.finish();
    const written = await text('rows.csv');
    expect(written.startsWith('id,note\n0,"a ""b"", c\nd"\n1,"a ""b"", c\nd"\n')).toBe(true);
    expect(written.endsWith('4999,"a ""b"", c\nd"\n')).toBe(true);
    await expect(access(at('rows.csv.partial'))).rejects.toThrow('ENOENT');
  });

  it('has the header alone where there are no rows', async () => {
    await (await results('none.csv')).finish();
    expect(await text('none.csv')).toBe('id,note\n');
  });

  it('leaves old results untouched until it is finished', async () => {
    await file('old.csv', OLD);
    const out = await results('old.csv');
    await out.write([['2', 'new']]);
    expect(await text('old.csv')).toBe(OLD);
    await out.finish();
    expect(await text('old.csv')).toBe('id,note\n2,new\n');
  });

  it('that is never finished leaves the old results, and its rows beside them', async () => {
    await file('left.csv', OLD);
    const out = await results('left.csv');
    await out.write([['2', 'new']]);
    expect(await out.leave()).toBe(at('left.csv.partial'));
    expect(await text('left.csv')).toBe(OLD);
    expect(await text('left.csv.partial')).toBe('id,note\n2,new\n');
  });

  it('is nothing before there is something to write', async () => {
    const out = await results('nothing.csv');
    expect(await out.leave()).toBeUndefined();
    await expect(access(at('nothing.csv'))).rejects.toThrow('ENOENT');
    await expect(access(at('nothing.csv.partial'))).rejects.toThrow('ENOENT');
  });

  it.each([
    [',', '1,"a,b"\n'],
    [';', '1;a,b\n'],
    ['\t', '1\ta,b\n'],
    ['|', '1|a,b\n'],
  ])('has the separator of the list: %j', async (separator, row) => {
    const name = `separated-${separator.charCodeAt(0)}.csv`;
    const out = await results(name, { separator, excel: false });
    await out.write([['1', 'a,b']]);
    await out.finish();
    expect(await text(name)).toBe(`id${separator}note\n${row}`);
  });

  it('has cells verbatim: whatever is in one, a reader of CSV finds it again', async () => {
    const odd = ['a\rb', 'a\r\nb', 'a\nb', '\r', ' a ', '"', '""a', '=1+1', '\uFEFF', "'a", '', 'é\u2028'];
    const out = await results('odd.csv');
    for (const cell of odd) await out.write([['1', cell]]);
    await out.finish();
    // Each of these line ends is one to some reader, and so must stand in quotes.
    for (const record_delimiter of ['\n', ['\n', '\r\n', '\r']]) {
      const rows: string[][] = parse(await text('odd.csv'), { record_delimiter });
      expect(rows.slice(1).map(([, cell]) => cell)).toEqual(odd);
    }
  });

  it('is for Excel with a byte order mark, CRLF and no cell that it would compute', async () => {
    const out = new ResultsFile(await target('excel.csv'), {
      form: { separator: ';', excel: true },
      header: ['id', '=note'],
    });
    await out.write([['1', '=1+1']]);
    await out.write([['2', '+49 170 1']]);
    await out.finish();
    expect(await text('excel.csv')).toBe("\uFEFFid;'=note\r\n1;'=1+1\r\n2;+49 170 1\r\n");
  });

  it('may be a pipe, which is written at once', async () => {
    await promisify(execFile)('mkfifo', [at('pipe')]);
    const out = await results('pipe');
    const reading = text('pipe');
    await writeAndFinish(out);
    expect(await reading).toBe('id,note\n1,a\n');
  });
});

describe('two runs with one output', () => {
  it('mix nothing: the one that began later has its results there, and the other says so', async () => {
    const [earlier, later] = [await results('shared.csv'), await results('shared.csv')];
    await earlier.write([['1', 'earlier']]);
    await later.write([['2', 'later']]);
    await earlier.write([['3', 'earlier']]);
    await expect(earlier.finish()).rejects.toThrow('is written by another run, which has begun since');
    expect(await earlier.leave()).toBeUndefined();
    await later.finish();
    expect(await text('shared.csv')).toBe('id,note\n2,later\n');
  });
});

describe('the permissions of results', () => {
  it('are those of the file that they take the place of', async () => {
    await file('private.csv', OLD);
    await chmod(at('private.csv'), 0o600);
    await writeAndFinish(await results('private.csv'));
    expect((await stat(at('private.csv'))).mode & 0o777).toBe(0o600);
  });
});

describe.skipIf(!existsSync('/dev/full'))('the file of results on a full disk', () => {
  it('says so, leaves the old results, and is not taken for whole', async () => {
    // A partial file on a full disk: every write to it fails.
    await file('full.csv', OLD);
    await symlink('/dev/full', at('full.csv.partial'));
    for (const writing of [writeAndFinish, writeMuch]) {
      const failing = writing(await results('full.csv'));
      await expect(failing).rejects.toBeInstanceOf(UserError);
      await expect(failing).rejects.toThrow(
        `full.csv cannot be written: the disk is full. What was written until then is in ${at('full.csv.partial')}.`,
      );
    }
    expect(await text('full.csv')).toBe(OLD);
  });

  it('is no other as a stream: it says so, and never that all is written', async () => {
    const failing = writeAndFinish(await results('/dev/full'));
    await expect(failing).rejects.toBeInstanceOf(UserError);
    await expect(failing).rejects.toThrow('/dev/full cannot be written: the disk is full.');
  });
});

async function writeAndFinish(out: ResultsFile): Promise<void> {
  await out.write([['1', 'a']]);
  await out.finish();
}

async function writeMuch(out: ResultsFile): Promise<void> {
  for (let i = 0; i < 100; i += 1) await out.write([[String(i), 'x'.repeat(10_000)]]);
  await out.finish();
}

describe('the place of output', () => {
  it('is never the list, under whatever name, even with --force', async () => {
    const input = await file('leads.csv', LIST);
    await symlink(input, at('link.csv'));
    await link(input, at('hard-link.csv'));
    for (const path of [input, at('link.csv'), at('hard-link.csv'), join(folder(), '.', 'leads.csv')])
      for (const force of [false, true])
        await expect(outputAt(path, { input, force })).rejects.toThrow('is the list itself: name another');
    expect(await text('leads.csv')).toBe(LIST);
  });

  it.each([
    ['text', 'my notes\n'],
    ['a list', 'id,firstName\n2,Ann\n'],
    ['binary', '\0\u0001\u0002'],
    ['an open quote', '"id,firstName\n'],
  ])('is no file of another kind, unless it is to be replaced: %s', async (_name, content) => {
    await file('foreign.csv', content);
    const refused = target('foreign.csv');
    await expect(refused).rejects.toBeInstanceOf(UserError);
    await expect(refused).rejects.toThrow('is no file of results: name another one, or let it be replaced');
    expect(await target('foreign.csv', true)).toMatchObject({ isThere: true, path: at('foreign.csv') });
    expect(await text('foreign.csv')).toBe(content);
  });

  it.each([
    ['results', OLD],
    ['results for Excel', `\uFEFF${OLD.replaceAll('\n', '\r\n')}`],
    ['results with another separator', OLD.replaceAll(',', ';')],
    ['rejects', 'id,modigie_reason\n1,line 2: id is blank\n'],
    ['nothing', ''],
  ])('may be a file that is there, of %s', async (_name, content) => {
    await file('ours.csv', content);
    expect(await target('ours.csv')).toMatchObject({ isThere: true, isStream: false });
    expect(await text('ours.csv')).toBe(content);
  });

  it('is where a link leads, and the link stays', async () => {
    await mkdir(at('elsewhere'));
    await file('elsewhere/real.csv', OLD);
    await symlink(at('elsewhere/real.csv'), at('to-results.csv'));
    const { path } = await target('to-results.csv');
    expect(path).toBe(at('elsewhere/real.csv'));
    await writeAndFinish(await results('to-results.csv'));
    expect(await text('elsewhere/real.csv')).toBe('id,note\n1,a\n');
    expect(await text('to-results.csv')).toBe('id,note\n1,a\n');
  });

  it.each([
    ['a directory', '.', 'is a directory: name a file'],
    ['in no folder', 'nowhere/results.csv', 'There is no folder'],
  ])('is not %s', async (_name, name, message) => {
    const refused = target(name);
    await expect(refused).rejects.toBeInstanceOf(UserError);
    await expect(refused).rejects.toThrow(message);
  });

  it('may be standard output or a device, which nothing takes the place of', async () => {
    for (const path of ['-', '/dev/null'])
      expect(await outputAt(path, { input: at('leads.csv'), force: false })).toMatchObject({
        path,
        isStream: true,
      });
  });

  it('is known by what it is: one file has one identity, by whatever name', async () => {
    await file('one.csv', OLD);
    await symlink(at('one.csv'), at('other-name.csv'));
    const [one, same, other] = [
      await target('one.csv'),
      await target('other-name.csv'),
      await target('new.csv'),
    ];
    expect(one.identity).toBe(same.identity);
    expect(other.identity).not.toBe(one.identity);
    expect((await target('./elsewhere/../new.csv')).identity).toBe(other.identity);
  });

  it('is not where rows would stand on the way to it in the place of the list, or of a foreign file', async () => {
    const input = await file('list.csv.partial', LIST);
    await expect(outputAt(at('list.csv'), { input, force: true })).rejects.toThrow('is the list itself');
    await file('notes.csv.partial', 'my notes\n');
    await expect(target('notes.csv')).rejects.toThrow('where results stand until they are whole: move it');
    await file('left-over.csv.partial', OLD);
    expect(await target('left-over.csv')).toMatchObject({ isThere: false });
    expect([await text('list.csv.partial'), await text('notes.csv.partial')]).toEqual([LIST, 'my notes\n']);
  });

  it('may be a new file for a list from standard input', async () => {
    const { isThere } = await outputAt(at('piped.csv'), { input: '-', force: false });
    expect(isThere).toBe(false);
  });
});
