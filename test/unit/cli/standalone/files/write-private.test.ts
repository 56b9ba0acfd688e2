import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePrivate, replacePrivate } from '../../../../../cli/standalone/files/write-private.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'private-'));
  path = join(folder, 'token');
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async () => (await stat(path)).mode & 0o777;

describe('a private file', () => {
  it('is made for the user alone', async () => {
    expect(await makePrivate(path, 'text')).toBe(true);
    expect([await readFile(path, 'utf8'), await modeOf()]).toEqual(['text', 0o600]);
  });

  it('is never made over another one, nor over a link', async () => {
    await writeFile(path, 'before', { mode: 0o644 });
    expect(await makePrivate(path, 'text')).toBe(false);
    await symlink(join(folder, 'nowhere'), join(folder, 'link'));
    expect(await makePrivate(join(folder, 'link'), 'text')).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('before');
  });

  it('takes the place of another one in one step, for the user alone', async () => {
    await writeFile(path, 'before', { mode: 0o644 });
    await replacePrivate(path, 'text');
    expect([await readFile(path, 'utf8'), await modeOf(), await readdir(folder)]).toEqual([
      'text',
      0o600,
      ['token'],
    ]);
  });

  it('that cannot be written is told of, with what to do', async () => {
    for (const write of [makePrivate, replacePrivate])
      await expect(write(join(folder, 'none', 'token'), 'text')).rejects.toMatchObject({
        code: 'user-error',
        exitCode: 2,
        message: expect.stringContaining('token cannot be written (ENOENT): let this user write there'),
      });
  });
});
