import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPeppers } from '../../../../cli/standalone/read-peppers.ts';

const SECRET = 'Zebediah'.repeat(5);

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'peppers-')), 'peppers');
});
afterEach(() => rm(join(file, '..'), { recursive: true }));

describe('the peppers of a standalone gateway', () => {
  it('are in their file as in PERSON_PEPPERS, the present one first', async () => {
    await writeFile(file, `2:${SECRET}\n1:${SECRET}\n`);
    expect(await readPeppers(file)).toEqual([
      { version: '2', secret: SECRET },
      { version: '1', secret: SECRET },
    ]);
  });

  it('are none where no file is named', async () => {
    expect(await readPeppers(undefined)).toEqual([]);
  });

  it.each([
    ['cannot be read', undefined, 'cannot be read (ENOENT): put it back'],
    ['is empty', '\n', 'is empty: put its secrets back'],
    ['has none in it', SECRET, 'must be VERSION:SECRET'],
    ['has two of one version', `1:${SECRET} 1:${SECRET}x`, 'must give each secret a version of its own'],
  ])('are refused when the file %s, and none is told', async (_, text, problem) => {
    if (text !== undefined) await writeFile(file, text);
    const error: unknown = await readPeppers(file).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'user-error', exitCode: 2 });
    expect((error as Error).message).toContain(`personPeppersFile ${file} ${problem}`);
    expect((error as Error).message).not.toContain('Zebediah');
  });
});
