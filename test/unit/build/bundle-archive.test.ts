import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBundleArchive } from '../../../build/bundle-archive.ts';

const FILES = {
  'submit-jobs/index.js': 'submit()',
  'submit-jobs/package.json': '{}',
  'sweep-jobs/index.js': 'x'.repeat(100_000),
  'sweep-jobs/package.json': '',
};
const NAME = 'modigie-gateway-bundles-1.2.3';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-archive-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** How the files of bundles were written. */
interface Written {
  readonly paths?: readonly string[];
  readonly seconds?: number;
  readonly mode?: number;
}

/** @returns the folder of the bundles */
async function bundles(
  name: string,
  { paths = Object.keys(FILES), seconds = 1_700_000_000, mode = 0o644 }: Written = {},
): Promise<string> {
  for (const path of paths) {
    const file = join(folder, name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, FILES[path as keyof typeof FILES]);
    await chmod(file, mode);
    await utimes(file, seconds, seconds);
  }
  return join(folder, name);
}

const of = (from: string, into: string) =>
  writeBundleArchive({ bundles: from, into: join(folder, into), version: '1.2.3' });

describe('the archive of the bundles', () => {
  it('unpacks to a folder of its own name and version, with a folder for each function', async () => {
    const archive = await of(await bundles('made', { mode: 0o600 }), 'dist');
    expect(archive).toBe(join(folder, 'dist', `${NAME}.tar.gz`));
    await promisify(execFile)('tar', ['-xzf', archive], { cwd: folder });
    const unpacked = (await readdir(join(folder, NAME), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, NAME).length + 1));
    expect(unpacked.toSorted()).toEqual(Object.keys(FILES));
    for (const [path, text] of Object.entries(FILES)) {
      expect(await readFile(join(folder, NAME, path), 'utf8')).toBe(text);
      expect((await stat(join(folder, NAME, path))).mode & 0o777).toBe(0o644);
    }
  });

  it('is the same whenever, and under whatever permissions, its files were written', async () => {
    const one = await of(await bundles('one'), 'one-dist');
    const written = { paths: Object.keys(FILES).toReversed(), seconds: 1_800_000_000, mode: 0o755 };
    const two = await of(await bundles('two', written), 'two-dist');
    expect((await readFile(one)).equals(await readFile(two))).toBe(true);
  });

  it('has its checksum beside it, as sha256sum reads it', async () => {
    const archive = await of(await bundles('made'), 'dist');
    const digest = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex');
    expect(await readFile(`${archive}.sha256`, 'utf8')).toBe(`${digest}  ${NAME}.tar.gz\n`);
  });
});
