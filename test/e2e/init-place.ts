/** Folders in which `init` is run, each of a test's own, with a key in it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY } from '../unit/cli/standalone/wire/keys.ts';

export function placesIn(folder: () => string) {
  let count = 0;
  return async () => {
    count += 1;
    const at = join(folder(), `place-${count}`);
    await mkdir(at);
    const key = join(at, 'key.json');
    await writeFile(key, JSON.stringify(KEY), { mode: 0o600 });
    const config = join(at, 'modigie.json');
    return { at, key, config, read: (name: string) => readFile(join(at, name), 'utf8') };
  };
}
