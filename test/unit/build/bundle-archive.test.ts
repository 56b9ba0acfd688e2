import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBundleArchive } from '../../../build/bundle-archive.ts';

const NAME = 'modigie-gateway-bundles-1.2.3';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-archive-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function archived(): Promise<string> {
  const bundles = join(folder, 'functions');
  await mkdir(join(bundles, 'submit-jobs'), { recursive: true });
  await writeFile(join(bundles, 'submit-jobs', 'index.cjs'), 'submit()');
  await writeFile(join(bundles, 'submit-jobs.zip'), 'one zip');
  await writeFile(join(bundles, 'sweep-jobs.zip'), 'another');
  await writeFile(join(bundles, 'staging-sweep-jobs.tar'), 'something else');
  return writeBundleArchive({ bundles, into: join(folder, 'dist'), version: '1.2.3' });
}

describe('the archive of the bundles', () => {
  it('unpacks to a folder of its own name and version, with a zip file for each function', async () => {
    const archive = await archived();
    expect(archive).toBe(join(folder, 'dist', `${NAME}.zip`));
    const files = Object.entries(unzipSync(await readFile(archive)));
    expect(files.map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      [`${NAME}/submit-jobs.zip`, 'one zip'],
      [`${NAME}/sweep-jobs.zip`, 'another'],
    ]);
  });

  it('has its checksum beside it, as sha256sum reads it', async () => {
    const archive = await archived();
    const digest = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex');
    expect(await readFile(`${archive}.sha256`, 'utf8')).toBe(`${digest}  ${NAME}.zip\n`);
  });
});
