/** Files for the tests of one module, in a folder that is gone afterwards. */
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

export function inFolder() {
  let folder: string;
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'enrich-')));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  return {
    folder: () => folder,
    at,
    /** @returns the path of a file with this content */
    file: async (name: string, content: string | Buffer) => {
      await writeFile(at(name), content);
      return at(name);
    },
    text: (name: string) => readFile(at(name), 'utf8'),
  };
}
