/** The command line as a user has it: processes, files, exit codes. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const HEADER = 'id,firstName,lastName,company,tags';
const LEADS = join(import.meta.dirname, '..', '..', 'examples', 'leads.csv');

const { start, run: cli, file, text, rows, folder } = commandLine();

describe('enrich', () => {
  it('sends the example leads through, twice with the same results, byte for byte', async () => {
    const [first, second] = [
      await cli('enrich', LEADS, '--out', 'one.csv'),
      await cli('enrich', LEADS, '--out', 'two.csv'),
    ];
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(await text('one.csv')).toBe(await text('two.csv'));
    const results = await rows('one.csv');
    const input = await rows(LEADS);
    expect(results.map(({ id }) => id)).toEqual(input.map(({ id }) => id));
    const counts = Object.groupBy(results, ({ status }) => status ?? '');
    expect(counts['skipped']?.length).toBeGreaterThan(2);
    expect(counts['rejected']?.length).toBeGreaterThan(0);
    expect(counts['unanswered']?.length).toBe(1);
    expect(first.stdout).toContain(`Charged jobs: ${counts['completed']?.length}`);
  });

  it('loses nothing in chaos: what completes ordinarily completes then, too', async () => {
    expect((await cli('enrich', LEADS, '--out', 'chaos.csv', '--chaos')).code).toBe(0);
    expect(await text('chaos.csv')).toBe(await text('one.csv'));
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

  it('writes no cell that a spreadsheet would compute, unless it is told to', async () => {
    await file(
      'formulas.csv',
      `${HEADER},=note\nf,Ann,Lee,Acme,,"=HYPERLINK(""https://x.example"")"\ng,Ann,Lee,Acme,,+49 170 1\n`,
    );
    expect(await cli('enrich', 'formulas.csv')).toMatchObject({ code: 0 });
    expect((await rows('results.csv')).map((row) => row["'=note"])).toEqual([
      '\'=HYPERLINK("https://x.example")',
      '+49 170 1',
    ]);
    expect(await cli('enrich', 'formulas.csv', '--keep-formulas')).toMatchObject({ code: 0 });
    expect((await rows('results.csv')).map((row) => row['=note'])).toEqual([
      '=HYPERLINK("https://x.example")',
      '+49 170 1',
    ]);
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
        Buffer.from(',Lee,Acme,\n'),
      ]),
    );
    const run = await cli('enrich', 'bad-rows.csv', '--out', 'bad-out.csv');
    expect(run.code).toBe(0);
    const results = await rows('bad-out.csv');
    expect(results.map(({ status }) => status)).toEqual([
      'completed',
      'skipped',
      'skipped',
      'skipped',
      'completed',
      'skipped',
      'skipped',
      'skipped',
    ]);
    expect(results.map(({ reason }) => reason)).toEqual([
      '',
      'line 3: id is blank',
      'line 4: has 3 fields where the header has 5',
      expect.stringMatching(/^line 5: firstName is required/),
      '',
      expect.stringMatching(/^line 7: id was used before with other values/),
      'line 8: tags must be name=value, several separated by ;',
      'line 9: is not UTF-8 text: save the file as UTF-8',
    ]);
    expect(run.stdout).toContain('Skipped rows: 6');
  });

  it.each([
    ['a file that is not there', () => 'nowhere.csv', /no file/],
    [
      'a directory',
      () => mkdir(join(folder(), 'dir'), { recursive: true }).then(() => 'dir'),
      /is a directory/,
    ],
    ['an empty file', () => file('empty.csv', ''), /is empty/],
    ['a header without id', () => file('no-id.csv', 'firstName,lastName,company\n'), /lacks the column id/],
    [
      'a header without what the job type requires',
      () => file('no-company.csv', 'id,firstName,lastName\n'),
      /lacks the column company/,
    ],
    [
      'a header with a column twice',
      () => file('twice.csv', 'id,id,firstName,lastName,company\n'),
      /column id twice/,
    ],
    [
      'a quote that is never closed',
      () => file('quote.csv', `${HEADER}\n1,Ann,Lee,Acme,\n2,"Bob,Lee,Acme,\n`),
      /never closed/,
    ],
  ])('answers %s with one clear line and exit code 2', async (_name, make, message) => {
    const run = await cli('enrich', await make(), '--out', 'never.csv');
    expect(run.code).toBe(2);
    const errors = run.stderr.split('\n').filter((line) => line !== '' && !/^\d+%/.test(line));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(message);
  });

  it('finishes what came before a malformed end of the file', async () => {
    expect((await rows('never.csv')).map(({ status }) => status)).toEqual(['completed']);
  });

  it('does not overwrite its input', async () => {
    await file('same.csv', `${HEADER}\n1,Ann,Lee,Acme,\n`);
    const run = await cli('enrich', 'same.csv', '--out', './same.csv');
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('would overwrite')]);
  });

  it.each([
    [['--job-type', 'telepathy']],
    [['--concurrency', '0']],
    [['--gateway', 'ftp://x']],
  ])('explains the wrong option %j', async (options) => {
    const run = await cli('enrich', 'same.csv', ...options);
    expect(run.code).not.toBe(0);
    expect(run.stderr).toMatch(/^error: /);
  });

  it('says when a gateway cannot be reached', async () => {
    const run = await cli('status', '--gateway', 'http://127.0.0.1:9');
    expect([run.code, run.stderr]).toEqual([2, 'http://127.0.0.1:9 cannot be reached.\n']);
  });
});

describe('dev', () => {
  it('serves the gateway: the same file sent twice requests nothing twice; an interrupted run goes on; it ends cleanly', async () => {
    const dev = start(['dev', '--port', '0']);
    const url = await waitFor(() => /at (http:\S+)/.exec(dev.output.stdout)?.[1]);
    const many = Array.from({ length: 40 }, (_, i) => `${i},Ann,Lee,Acme,`);
    await file('many.csv', `${[HEADER, ...many, 's,Ann,Lee,Acme,synthetic.outcome=silent'].join('\n')}\n`);

    const interrupted = start(['enrich', 'many.csv', '--gateway', url, '--out', 'many-1.csv']);
    await waitFor(async () => ((await rows('many-1.csv').catch(() => [])).length >= 40 ? true : undefined));
    interrupted.child.kill('SIGINT');
    expect(await interrupted.done).toMatchObject({
      code: 130,
      stdout: expect.stringMatching(/^Interrupted: .* goes on\.$/m),
    });

    const counts = async () => (await fetch(`${url}/v1/jobs:count`)).json();
    const before = await counts();
    await file('few.csv', `${[HEADER, ...many].join('\n')}\n`);
    const again = await cli('enrich', 'few.csv', '--gateway', url, '--out', 'many-2.csv');
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringContaining('Requested before, not again: 40'),
    ]);
    expect(await rows('many-2.csv')).toEqual((await rows('many-1.csv')).slice(0, 40));
    expect(await counts()).toEqual(before);
    expect((await cli('status', '--gateway', url)).stdout).toMatch(/completed\s+40/);
    expect(JSON.parse((await cli('status', '0_enrichMobile_1', '--gateway', url)).stdout)).toMatchObject({
      status: 'completed',
    });

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    dev.child.kill('SIGTERM');
    expect(await dev.done).toMatchObject({ code: 0, stdout: expect.stringContaining('Stopped.') });
    expect(dev.output.stderr).not.toMatch(/Ann|Acme/);
  });
});

async function waitFor<T>(probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen in 30 s.');
}
