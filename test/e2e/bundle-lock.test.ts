/** Google's build installs beside a bundle the very packages that all tests here run with. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunction, ROOT } from '../../build/bundle.ts';

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-lock-'));
  await bundleFunction('sweep-jobs', folder);
  bundle = join(folder, 'sweep-jobs');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const npm = async (...args: string[]) => (await promisify(execFile)('npm', args, { cwd: bundle })).stdout;
const lockIn = async (of: string) => JSON.parse(await readFile(join(of, 'package-lock.json'), 'utf8'));

describe('the lock file of a bundle', () => {
  it('is what npm itself leaves of the whole one', async () => {
    const ours = await lockIn(bundle);
    await copyFile(join(ROOT, 'package-lock.json'), join(bundle, 'package-lock.json'));
    await npm('install', '--package-lock-only', '--offline');
    expect(await lockIn(bundle)).toEqual(ours);
  });

  it('says of each package what the whole one says, its integrity included, and names no registry', async () => {
    const [ours, whole] = await Promise.all([lockIn(bundle), lockIn(ROOT)]);
    const { '': root, ...packages } = ours.packages;
    expect(root.dependencies).toEqual({ '@google-cloud/functions-framework': expect.stringMatching(/^\d/) });
    expect(Object.keys(packages).length).toBeGreaterThan(50);
    expect(whole.packages).toMatchObject(packages);
    for (const entry of Object.values(packages))
      expect(entry).toMatchObject({ integrity: expect.stringMatching(/^sha512-/) });
    expect(JSON.stringify(ours)).not.toMatch(/"resolved"/);
  });

  it('has npm ci install the very files that stand in our own node_modules', async () => {
    await npm('ci', '--ignore-scripts');
    await npm('ls', '--all');
    const paths = Object.keys((await lockIn(bundle)).packages).filter((path) => path !== '');
    for (const path of paths) expect(await filesOf(bundle, path), path).toEqual(await filesOf(ROOT, path));
  }, 120_000);
});

/** The files of a package, without the packages that lie in it, with what they hold. */
async function filesOf(root: string, path: string): Promise<Record<string, string>> {
  const names = (await readdir(join(root, path), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(root, path).length + 1))
    .filter((name) => !name.startsWith('node_modules'));
  const files = names.map(async (name) => [name, await readFile(join(root, path, name), 'base64')] as const);
  return Object.fromEntries((await Promise.all(files)).toSorted());
}
