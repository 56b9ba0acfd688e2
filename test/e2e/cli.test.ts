/** The command line as a user has it: processes, files, exit codes. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const HEADER = 'id,firstName,lastName,company,tags';
const LEADS = join(import.meta.dirname, '..', '..', 'examples', 'leads.csv');

const { run: cli, file, text, rows, folder } = commandLine();

describe('enrich', () => {
  it('sends the example leads through, twice with the same results, byte for byte', async () => {
    const [first, second] = [
      await cli('enrich', LEADS, '--out', 'one.csv'),
      await cli('enrich', LEADS, '--out', 'two.csv'),
    ];
    expect([first.code, second.code]).toEqual([3, 3]);
    expect(await text('one.csv')).toBe(await text('two.csv'));
    const results = await rows('one.csv');
    const input = await rows(LEADS);
    expect(results.map(({ id }) => id)).toEqual(input.map(({ id }) => id));
    const counts = Object.groupBy(results, ({ status }) => status ?? '');
    expect(counts['skipped']?.length).toBeGreaterThan(2);
    expect(counts['rejected']?.length).toBeGreaterThan(0);
    expect(counts['unanswered']?.length).toBe(1);
    expect(first.stdout).toContain(`Charged now: ${counts['completed']?.length}\n`);
  });

  it('loses nothing in chaos: what completes ordinarily completes then, too', async () => {
    expect((await cli('enrich', LEADS, '--out', 'chaos.csv', '--chaos')).code).toBe(3);
    expect(await text('chaos.csv')).toBe(await text('one.csv'));
  });

  it('names its results after the list, and tells invented ones from real ones', async () => {
    await file('spring.csv', `${HEADER}\n1,Ann,Lee,Acme,\n`);
    expect(await cli('enrich', 'spring.csv')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Results: spring\.synthetic-results\.csv$/m),
    });
    expect(await rows('spring.synthetic-results.csv')).toMatchObject([{ id: '1', status: 'completed' }]);
  });

  it('takes the list of the examples, whose rows that are not sent are no fault of the user', async () => {
    expect(await cli('enrich', '--example', '--out', 'example.csv')).toMatchObject({ code: 0 });
    expect(await text('example.csv')).toBe(await text('one.csv'));
  });

  it.each([
    ['a list', ['contacts.csv'], 'and not contacts.csv. That is sent by: npm run enrich -- contacts.csv'],
    ['a gateway that may be charged', ['--gateway', 'https://gateway.example'], 'sends 200 invented people'],
  ])('takes the list of the examples with no others: %s', async (_name, more, says) => {
    await file('contacts.csv', `${HEADER}\n1,Ann,Lee,Acme,\n`);
    const run = await cli('enrich', '--example', ...more, '--out', 'never.csv');
    expect([run.code, run.stdout, run.stderr]).toEqual([2, '', expect.stringContaining(says)]);
    await expect(text('never.csv')).rejects.toThrow('ENOENT');
  });

  it('carries unknown columns through, and reads a BOM, CRLF, quotes and embedded newlines', async () => {
    await file(
      'odd.csv',
      `\uFEFFcompany,note,id,lastName,firstName\r\n"Acme, ""Inc.""","two\nlines",1,O'Neill,Zoë\r\n`,
    );
    expect((await cli('enrich', 'odd.csv', '--out', 'odd-out.csv')).code).toBe(0);
    expect(await rows('odd-out.csv')).toMatchObject([
      {
        company: 'Acme, "Inc."',
        note: 'two\nlines',
        id: '1',
        firstName: 'Zoë',
        requestId: '1_enrichMobile_1',
        status: 'completed',
        verifiedCompany: 'Acme, "Inc."',
      },
    ]);
  });

  it('writes cells as they are, and for Excel none that it would compute', async () => {
    await file(
      'formulas.csv',
      `${HEADER},=note\nf,Ann,Lee,Acme,,"=HYPERLINK(""https://x.example"")"\ng,Ann,Lee,Acme,,+49 170 1\n`,
    );
    expect(await cli('enrich', 'formulas.csv', '--out', 'formulas-out.csv')).toMatchObject({ code: 0 });
    expect((await rows('formulas-out.csv')).map((row) => row['=note'])).toEqual([
      '=HYPERLINK("https://x.example")',
      '+49 170 1',
    ]);
    expect(await cli('enrich', 'formulas.csv', '--out', 'formulas-out.csv', '--excel')).toMatchObject({
      code: 0,
    });
    expect((await rows('formulas-out.csv')).map((row) => row["'=note"])).toEqual([
      '\'=HYPERLINK("https://x.example")',
      '+49 170 1',
    ]);
    expect(await text('formulas-out.csv')).toMatch(/^\uFEFFid,[^\n]*\r\n/);
  });

  it('reports rows that cannot be sent with line and reason, and goes on', async () => {
    const lines = [
      HEADER,
      '1,Ann,Lee,Acme,',
      ',Ann,Lee,Acme,',
      '3,Ann,Lee',
      '4,,Lee,Acme,',
      '1,Ann,Lee,Acme,',
      '1,Bob,Lee,Acme,',
      '7,Ann,Lee,Acme,x',
    ];
    await file(
      'bad-rows.csv',
      Buffer.concat([
        Buffer.from(`${lines.join('\n')}\n8,`),
        Buffer.from([0xff]),
        Buffer.from(',Lee,Acme,\n9,"Ann,Lee,Acme,\n10,Ann,Lee,Acme,\n'),
      ]),
    );
    const run = await cli('enrich', 'bad-rows.csv', '--out', 'bad-out.csv', '--encoding', 'utf-8');
    expect(run.code).toBe(3);
    const results = await rows('bad-out.csv');
    expect(results.map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      'completed ',
      'skipped line 3: id is blank: give it one, or do without in the whole list by --map id=',
      expect.stringMatching(/^skipped line 4: company is required/),
      expect.stringMatching(/^skipped line 5: firstName is required/),
      'completed ',
      expect.stringMatching(/^skipped line 7: id was used before with other values/),
      'skipped line 8: tags must be name=value, several separated by ;',
      'skipped line 9: is not text of the encoding of the list: save it as UTF-8',
      'skipped line 10: opens a quote that is not closed: close it, or double it',
      'completed ',
    ]);
    expect(run.stdout).toContain('Rows that were not sent: 7');
    expect(run.stdout).toMatch(/^ {2}line 7 \(1\): id was used before/m);
  });

  it.each([
    ['a file that is not there', () => 'nowhere.csv', /no file/],
    [
      'a directory',
      () => mkdir(join(folder(), 'dir'), { recursive: true }).then(() => 'dir'),
      /is a directory/,
    ],
    ['an empty file', () => file('empty.csv', ''), /is empty/],
    [
      'a header without what the job type requires',
      () => file('no-company.csv', 'id,firstName,lastName\n'),
      /lacks the column company/,
    ],
    [
      'an Excel workbook',
      () => file('book.csv', Buffer.from('504b030414000600', 'hex')),
      /is an Excel workbook or a ZIP archive/,
    ],
    ['what is neither UTF-8 nor anything else', () => file('odd.bin', Buffer.from([0x81])), /--encoding/],
  ])('answers %s with one clear line and exit code 2', async (_name, make, message) => {
    const run = await cli('enrich', await make(), '--out', 'never.csv');
    expect(run.code).toBe(2);
    const errors = run.stderr.split('\n').filter((line) => line !== '' && !/^\d+%/.test(line));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });

  it('overwrites neither its list, nor a file that is no results', async () => {
    await file('same.csv', `${HEADER}\n1,Ann,Lee,Acme,\n`);
    await file('notes.txt', 'my notes\n');
    for (const out of ['./same.csv', 'notes.txt']) {
      const before = await text(out);
      const run = await cli('enrich', 'same.csv', '--out', out);
      expect([run.code, run.stdout]).toEqual([2, '']);
      expect(run.stderr).toMatch(/is the list itself|is no file of results/);
      expect(await text(out)).toBe(before);
    }
    expect((await cli('enrich', 'same.csv', '--out', './same.csv', '--force')).code).toBe(2);
    expect((await cli('enrich', 'same.csv', '--out', 'notes.txt', '--force')).code).toBe(0);
  });

  it('takes a list without IDs, where the same values are the same lead', async () => {
    await file('no-id.csv', 'Company;Last Name;First Name\nAcme;Lee;Ann\nAcme;Lee;Bob\nAcme;Lee;Ann\n');
    const run = await cli('enrich', 'no-id.csv', '--out', 'no-id-out.csv');
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('Charged now: 2\n')]);
    expect(run.stderr).toMatch(/^ {2}firstName +is First Name$/m);
    const [header = '', ...cells] = (await text('no-id-out.csv')).trimEnd().split('\n');
    expect(header).toMatch(/^Company;Last Name;First Name;requestId;status;/);
    const ids = cells.map((row) => row.split(';')[3] ?? '');
    expect(ids[0]).toMatch(/^c-[0-9a-f]{64}$/);
    expect([ids[2], new Set(ids).size]).toEqual([ids[0], 2]);
  });

  it('takes columns, separator and encoding as it is told', async () => {
    const list = Buffer.from('Nr|Vorname|Nachname|Firma\n1|Zo\xEB|Lee|Acme\n', 'latin1');
    await file('told.csv', list);
    const named = ['firstName=Vorname', 'lastName=Nachname', 'company=Firma', 'id=Nr'];
    const maps = named.flatMap((map) => ['--map', map]);
    const how = [...maps, '--delimiter', '|', '--encoding', 'windows-1252'];
    expect((await cli('enrich', 'told.csv', '--out', 'told-out.csv', ...how)).code).toBe(0);
    expect((await text('told-out.csv')).split('\n')[1]).toMatch(
      /^1\|Zoë\|Lee\|Acme\|1_enrichMobile_1\|completed\|/,
    );
  });

  it('tells programs its summary as JSON, and nothing else on standard output', async () => {
    await file('json.csv', `${HEADER}\n1,Ann,Lee,Acme,\n1,Ann,Lee,Acme,\n2,,Lee,Acme,\n`);
    const run = await cli('enrich', 'json.csv', '--json');
    expect(run.code).toBe(3);
    expect(JSON.parse(run.stdout)).toMatchObject({
      leads: 3,
      byStatus: { completed: 2, skipped: 1 },
      retries: 0,
      charged: { now: 1, before: 0 },
    });
    expect(run.stderr).toContain('Results: json.synthetic-results.csv');
  });

  it('gives the same results from several threads', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, i) => `${i % 290},Ann,Lee ${i % 290},Acme,${i % 9 ? '' : 'synthetic.outcome=fail-first:1'}`,
    );
    await file('shared.csv', `${HEADER}\n${rows.join('\n')}\n`);
    const alone = await cli('enrich', 'shared.csv', '--threads', '1', '--out', 'alone.csv');
    const shared = await cli('enrich', 'shared.csv', '--threads', '3', '--out', 'together.csv');
    // Ten IDs come twice, most of them with other tags.
    expect([alone.code, shared.code]).toEqual([3, 3]);
    expect(await text('together.csv')).toBe(await text('alone.csv'));
    const summaryOf = ({ stdout }: typeof alone) =>
      stdout.split('\n').filter((line) => !/leads in|Results:/.test(line));
    expect(summaryOf(shared)).toEqual(summaryOf(alone));
  });

  it.each([
    [['--job-type', 'telepathy']],
    [['--concurrency', '0']],
    [['--gateway', 'ftp://x']],
    [['--threads', '2', '--chaos']],
  ])('explains the wrong option %j', async (options) => {
    const run = await cli('enrich', 'same.csv', ...options);
    expect(run.code).not.toBe(0);
    expect(run.stderr).toMatch(/^error: /);
  });

  it('says when a gateway cannot be reached', async () => {
    const run = await cli('status', '--gateway', 'http://127.0.0.1:9');
    expect([run.code, run.stderr]).toEqual([1, 'http://127.0.0.1:9 cannot be reached.\n']);
  });
});
