/** The commands of README.md, run as they stand. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShell, type Shell, standIns } from './shell.ts';
import { runnable } from './shell-blocks.ts';

describe('README.md', () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await openShell(standIns({}), {});
  });
  afterAll(() => shell.close());

  it('tries the gateway with the sample leads', async () => {
    await shell.run('README.md > modigie-gateway > 1');
    const results = await readFile(join(shell.folder, 'leads.synthetic-results.csv'), 'utf8');
    expect(results.split('\n')[0]).toMatch(/requestId,status/);
  });

  it("enriches a reader's own list", async () => {
    const { folder } = shell;
    await writeFile(
      join(folder, 'contacts.csv'),
      'First Name,Last Name,Company\nAnn,Lee,Acme\nBob,Lee,Acme\n',
    );
    await shell.run('README.md > Your own list > 1');
    const results = await readFile(join(folder, 'contacts.synthetic-results.csv'), 'utf8');
    expect(results.match(/,completed,/g)).toHaveLength(2);
  });

  it('has no other command that can run', () => {
    expect([...shell.ran].toSorted()).toEqual(runnable('README.md').toSorted());
  });
});
