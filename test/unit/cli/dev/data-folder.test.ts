import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDataFolder } from '../../../../cli/dev/data-folder.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { newPath, openLedger } from '../../../ledger-files.ts';

async function refusalOf(path: string): Promise<string> {
  const error = await openDataFolder(path).catch((refused: unknown) => refused);
  if (error instanceof UserError && error.exitCode === 2) return error.message;
  throw error;
}

describe('the folder of dev --data', () => {
  it('is made where there is none, with those above it, for this user alone', async () => {
    const path = join(dirname(newPath()), 'a', 'b');
    const folder = await openDataFolder(path);
    onTestFinished(() => folder.file.close());
    expect(folder.path).toBe(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'ledger.sqlite')).isFile()).toBe(true);
  });

  it('is refused while another process has it, and says what may be done', async () => {
    const path = dirname(newPath());
    const { file } = await openDataFolder(path);
    onTestFinished(() => file.close());
    expect(await refusalOf(path)).toBe(
      `The ledger ${join(path, 'ledger.sqlite')} is in use: one process at a time may have it. End the other one first. ` +
        'That may be another npm run dev: or give this one a folder of its own, --data DIR.',
    );
  });

  it('is refused where a file is in its place, or above it', async () => {
    const path = newPath();
    writeFileSync(path, 'text');
    for (const name of [path, join(path, 'below')])
      expect(await refusalOf(name)).toBe(
        `--data ${name} cannot be made: a file is in its place. Name another folder.`,
      );
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  it('is refused where it has another file under the name of the ledger', async () => {
    const path = newPath();
    writeFileSync(path, 'id,firstName\n');
    expect(await refusalOf(dirname(path))).toBe(
      `The ledger ${path} is no ledger, but another file. Name another one; this one was left as it is.`,
    );
  });

  it('is refused where it has the ledger of a real repository, which is left as it was', async () => {
    const path = newPath();
    openLedger(path, 'acme-production').close();
    const before = readFileSync(path);
    expect(await refusalOf(dirname(path))).toBe(
      `The ledger in ${dirname(path)} belongs to another repository than the synthetic one. It was left as it is: ` +
        'give dev a folder of its own, --data DIR.',
    );
    expect(readFileSync(path)).toEqual(before);
  });
});
