import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeResults, openResults, writeRow } from '../../../../cli/enrich/results-file.ts';
import { UserError } from '../../../../cli/output/user-error.ts';

let folder: string;
let input: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'results-'));
  input = join(folder, 'leads.csv');
  await writeFile(input, 'id\n1\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('the file of results', () => {
  it('has each row as CSV, and all of them once it is closed', async () => {
    const path = join(folder, 'results.csv');
    const out = await openResults(path, input);
    await writeRow(out, ['id', 'note']);
    for (let i = 0; i < 5_000; i += 1) await writeRow(out, [String(i), 'a "b", c\nd']);
    await closeResults(out);
    const text = await readFile(path, 'utf8');
    expect(text.startsWith('id,note\n0,"a ""b"", c\nd"\n1,"a ""b"", c\nd"\n')).toBe(true);
    expect(text.endsWith('4999,"a ""b"", c\nd"\n')).toBe(true);
  });

  it('never takes the place of the list of leads, under whatever name', async () => {
    const link = join(folder, 'link.csv');
    await symlink(input, link);
    for (const path of [input, link, join(folder, '.', 'leads.csv')])
      await expect(openResults(path, input)).rejects.toThrow('would overwrite');
    expect(await readFile(input, 'utf8')).toBe('id\n1\n');
  });

  it('says when it cannot be written', async () => {
    const opening = openResults(join(folder, 'nowhere', 'results.csv'), input);
    await expect(opening).rejects.toBeInstanceOf(UserError);
    await expect(opening).rejects.toThrow('cannot be written (ENOENT)');
  });
});
