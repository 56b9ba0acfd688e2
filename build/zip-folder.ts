/** Folders as zip files: the same files make the same bytes, on every machine, whenever they were written. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { type AsyncZippable, zip } from 'fflate';

/** The first day that a zip file can tell, in local time, since it knows no other. */
const WRITTEN_AT = new Date(1980, 0, 1);
/** A plain file that everybody may read, as Unix has it. */
const UNIX = 3;
const ATTRIBUTES = (0o100644 << 16) >>> 0;

interface Zipped {
  readonly folder: string;
  /** Path of the folder within the zip file, such as `bundles/`. Empty: its files are at the top. */
  readonly under?: string;
  /** @param path of a file from the folder, with `/` */
  readonly has?: (path: string) => boolean;
}

/** @returns a zip file of the folder's files */
export async function zipFolder({ folder, under = '', has = () => true }: Zipped): Promise<Uint8Array> {
  const found = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const files: AsyncZippable = {};
  for (const path of found.filter(has).toSorted())
    files[`${under}${path}`] = [
      await readFile(join(folder, path)),
      { mtime: WRITTEN_AT, os: UNIX, attrs: ATTRIBUTES, level: path.endsWith('.zip') ? 0 : 9 },
    ];
  return promisify(zip)(files);
}
