import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSmallFile } from '../../../../../cli/standalone/files/small-file.ts';
import { readConfigFile } from '../../../../../cli/standalone/read-config-file.ts';
import { readPeppers } from '../../../../../cli/standalone/read-peppers.ts';
import { readToken } from '../../../../../cli/standalone/read-token.ts';
import { requireSecret } from '../../../../../cli/standalone/require-secret.ts';
import { checkKey } from '../../../../../cli/standalone/wire/check-key.ts';

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'small-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** @returns a pipe into which nobody writes */
function pipeIn(folder: string): string {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

const NO_FILE = 'cannot be read (it is a pipe or a device, and no file)';

describe('a file of a configuration', () => {
  it('is read, also by a link', async () => {
    const folder = folderOf();
    writeFileSync(join(folder, 'file'), 'text');
    symlinkSync('file', join(folder, 'link'));
    expect(await readSmallFile(join(folder, 'link'))).toBe('text');
  });

  it('is no folder, and none that is not there', async () => {
    const folder = folderOf();
    mkdirSync(join(folder, 'folder'));
    await expect(readSmallFile(join(folder, 'folder'))).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(readSmallFile(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not as large as another kind of file: none of that is read', async () => {
    const path = join(folderOf(), 'large');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 32);
    await expect(readSmallFile(path)).rejects.toMatchObject({ code: expect.stringContaining('1 MiB') });
  });

  it.skipIf(process.platform === 'win32')(
    'is no pipe, for whose writer it would wait, whichever file it is',
    async () => {
      const path = pipeIn(folderOf());
      await expect(readConfigFile(path)).rejects.toThrow(NO_FILE);
      await expect(readToken(path)).rejects.toThrow(NO_FILE);
      await expect(readPeppers(path)).rejects.toThrow(NO_FILE);
      await expect(requireSecret(path, 0)).rejects.toThrow(NO_FILE);
      expect((await checkKey(path)).findings).toMatchObject([{ actual: expect.stringContaining('a pipe') }]);
    },
  );

  it.skipIf(process.platform === 'win32')('is no device, which never ends', async () => {
    await expect(readToken('/dev/zero')).rejects.toThrow(NO_FILE);
  });
});
