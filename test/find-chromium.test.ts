import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from './find-chromium.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromium-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the browser of the tests', () => {
  it('is looked for on the path, Chromium before Google Chrome', async () => {
    const chrome = join(folder, 'google-chrome');
    await writeFile(chrome, '');
    const env = { PATH: `/nowhere${delimiter}${folder}` };
    expect(await findChromium(env)).toBe(chrome);
    await writeFile(join(folder, 'chromium'), '');
    expect(await findChromium(env)).toBe(join(folder, 'chromium'));
  });

  it('is the one that CHROMIUM_PATH names, and no other', async () => {
    await writeFile(join(folder, 'chromium'), '');
    await writeFile(join(folder, 'mine'), '');
    expect(await findChromium({ PATH: folder, CHROMIUM_PATH: join(folder, 'mine') })).toBe(
      join(folder, 'mine'),
    );
    expect(await findChromium({ PATH: folder, CHROMIUM_PATH: join(folder, 'gone') })).toBeUndefined();
  });
});
