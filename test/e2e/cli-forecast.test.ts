/** The cost of a list, asked for before it is sent: the command as a user has it. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { type ServedGateway, serveEmbeddedGateway } from './embedded-gateway.ts';
import { waitFor } from './wait-for.ts';

const { run, start, file, folder } = commandLine();
/** The streams are pipes that say of themselves that they are a terminal's. */
const AT_TERMINAL = {
  NODE_OPTIONS: '--import=data:text/javascript,process.stdin.isTTY=process.stderr.isTTY=true',
};
const HEADER = 'id,firstName,lastName,company\n';
const LIST = `${HEADER}f-1,Ann,Lee,Acme\nf-2,Bob,Lee,Acme\nf-2,Bob,Lee,Acme\nf-3,,Lee,Acme\n`;

let gateway: ServedGateway;
beforeAll(async () => {
  gateway = await serveEmbeddedGateway();
});
afterAll(() => gateway.stop());

describe('enrich --dry-run', () => {
  it('tells what would become of each row, embedded, and touches no file', async () => {
    await file('embedded.csv', LIST);
    const { code, stdout } = await run('enrich', 'embedded.csv', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^4 rows, of which nothing was sent\n {2}new +2\n {2}known +0\n {2}duplicate.* 1\n/,
    );
    expect(stdout).toContain('Expected charges: no history: 0 to 2\n');
    expect(stdout).toContain('  line 4: the same as line 3\n');
    expect(stdout).toMatch(/line 5: \/payload\/person\/firstName: firstName is required/);
    expect(stdout).not.toMatch(/Acme|Ann/);
    expect((await readdir(folder())).filter((name) => name.includes('results'))).toEqual([]);
  });

  it('of a gateway knows what was sent before, sends nothing, and needs no --yes', async () => {
    await file('there.csv', LIST);
    const there = ['enrich', 'there.csv', '--gateway', gateway.url];
    const before = await run(...there, '--dry-run', '--json');
    expect(before.code).toBe(0);
    expect(JSON.parse(before.stdout)).toMatchObject({
      byWould: { new: 2, 'duplicate-in-list': 1, invalid: 1 },
      leads: 2,
      charges: { low: 0, expected: null, high: 2 },
    });
    expect(gateway.stack.stores.jobs.records()).toEqual([]);
    expect((await run(...there, '--yes')).code).toBe(3);
    const after = await run(...there, '--dry-run', '--json');
    expect(JSON.parse(after.stdout)).toMatchObject({
      byWould: { known: 2, 'duplicate-in-list': 1, invalid: 1 },
      leads: 0,
    });
  });

  it('of a sample says so', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `s-${i},Ann,Lee,Acme`);
    await file('many.csv', `${HEADER}${rows.join('\n')}\n`);
    const { stdout } = await run('enrich', 'many.csv', '--dry-run', '--sample', '30');
    expect(stdout).toContain('Judged by a sample of 30 of 300 rows');
    expect(stdout).toMatch(/ {2}new +300\n/);
  });

  it('ends with 1 when no row could be sent', async () => {
    await file('none.csv', `${HEADER}f-9,,Lee,Acme\n`);
    expect((await run('enrich', 'none.csv', '--dry-run')).code).toBe(1);
  });

  it('alone takes --sample', async () => {
    await file('sample.csv', LIST);
    const { code, stderr } = await run('enrich', 'sample.csv', '--sample', '3');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--sample is for --dry-run')]);
  });
});

describe('a run that may be charged', () => {
  it('without a terminal needs --yes, and sends nothing without it', async () => {
    await file('asked.csv', `${HEADER}q-1,Ann,Lee,Acme\n`);
    const charged = gateway.stack.repository.charged();
    const { code, stderr } = await run('enrich', 'asked.csv', '--gateway', gateway.url);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/no terminal to ask at\. --yes sends them/)]);
    expect(gateway.stack.repository.charged()).toBe(charged);
    expect((await run('enrich', 'asked.csv', '--gateway', gateway.url, '--yes')).code).toBe(0);
  });

  it.each([
    ['y', 0, 1],
    ['n', 1, 0],
  ])('is asked about at a terminal, after its forecast: %s', async (answer, expected, charges) => {
    const name = `at-terminal-${answer}.csv`;
    await file(name, `${HEADER}t-${answer},Ann,Lee,Acme\n`);
    const charged = gateway.stack.repository.charged();
    const { child, output, done } = start(['enrich', name, '--gateway', gateway.url], AT_TERMINAL);
    await waitFor(() => output.stderr.includes('[y/N]') || undefined);
    child.stdin.end(`${answer}\n`);
    const { code, stderr } = await done;
    expect([code, gateway.stack.repository.charged()]).toEqual([expected, charged + charges]);
    expect(stderr).toMatch(/1 rows: 1 new\nExpected charges: .*Send 1 lead\? \[y\/N\] /s);
    expect(stderr.includes('Nothing was sent.')).toBe(answer === 'n');
    expect((await readdir(folder())).includes(`at-terminal-${answer}.results.csv`)).toBe(answer === 'y');
  });

  it('embedded is never asked about', async () => {
    await file('embedded-run.csv', `${HEADER}q-1,Ann,Lee,Acme\n`);
    expect((await run('enrich', 'embedded-run.csv')).code).toBe(0);
  });
});
