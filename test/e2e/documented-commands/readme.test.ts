/** The commands of README.md, run as they stand. */
import { copyFile, readFile } from 'node:fs/promises';
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
    expect((await readFile(join(shell.folder, 'results.csv'), 'utf8')).split('\n')[0]).toMatch(
      /requestId,status/,
    );
  });

  it("enriches a reader's own list", async () => {
    const { folder } = shell;
    await copyFile(join(folder, 'examples', 'leads.csv'), join(folder, 'leads.csv'));
    await shell.run('README.md > Your own list > 1');
    expect((await readFile(join(folder, 'results.csv'), 'utf8')).split('\n').length).toBeGreaterThan(200);
  });

  it('has no other command that can run', () => {
    expect([...shell.ran].toSorted()).toEqual(runnable('README.md').toSorted());
  });
});
