import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../../build/bundle.ts';
import { zipFolder } from '../../../build/zip-folder.ts';

const FILES = { 'index.js': 'x'.repeat(100_000), 'package.json': '{}', 'deep/er.txt': '' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zip-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(
  name: string,
  { paths = Object.keys(FILES), seconds = 1_700_000_000, mode = 0o644 } = {},
) {
  for (const path of paths) {
    const file = join(folder, name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, FILES[path as keyof typeof FILES]);
    await chmod(file, mode);
    await utimes(file, seconds, seconds);
  }
  return join(folder, name);
}

describe('a folder as a zip file', () => {
  it('has the files that it should, with their contents, readable by everybody', async () => {
    const zip = await zipFolder({ folder: await written('made', { mode: 0o600 }) });
    const files = Object.entries(unzipSync(zip)).map(([path, bytes]) => [
      path,
      Buffer.from(bytes).toString(),
    ]);
    expect(Object.fromEntries(files)).toEqual(FILES);
    await writeFile(join(folder, 'made.zip'), zip);
    const unzip =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print([oct(i.external_attr >> 16) for i in z.infolist()])';
    const { stdout } = await promisify(execFile)('python3', ['-c', unzip, join(folder, 'made.zip')]);
    expect(stdout).toBe("['0o100644', '0o100644', '0o100644']\n");
  });

  it('may put them under a path, and leave some out', async () => {
    const has = (path: string) => path !== 'deep/er.txt';
    const zip = await zipFolder({ folder: await written('made'), under: 'v1/', has });
    expect(Object.keys(unzipSync(zip))).toEqual(['v1/index.js', 'v1/package.json']);
  });

  it('is the same whenever, in whatever order, and under whatever permissions its files were written', async () => {
    const one = await zipFolder({ folder: await written('one') });
    const paths = Object.keys(FILES).toReversed();
    const two = await zipFolder({
      folder: await written('two', { paths, seconds: 1_800_000_000, mode: 0o755 }),
    });
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  });

  it('is the same in another time zone', async () => {
    const from = await written('one');
    const program = `import { zipFolder } from './build/zip-folder.ts';
      process.stdout.write(Buffer.from(await zipFolder({ folder: process.argv[1] })).toString('base64'));`;
    const [here, there] = await Promise.all(
      ['Etc/UTC', 'Pacific/Kiritimati'].map((zone) =>
        promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, from], {
          cwd: ROOT,
          env: { ...process.env, TZ: zone },
        }),
      ),
    );
    expect(here?.stdout).toBe(there?.stdout);
    expect(here?.stdout.length).toBeGreaterThan(100);
  });
});
