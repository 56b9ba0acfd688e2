/** The bundles as one file of a release, for deployments that build nothing. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';

/** The first time that the zip file of a deployment can hold. */
const WRITTEN_AT = new Date('1980-01-01T00:00:00Z');
const BY_NOBODY = { mode: 0o644, uid: 0, gid: 0, uname: '', gname: '' };

interface Archived {
  /** The folder of the bundles: one for each function, with nothing but files. */
  readonly bundles: string;
  readonly into: string;
  readonly version: string;
}

/**
 * Writes `modigie-gateway-bundles-VERSION.tar.gz`, which unpacks to a folder of that name, and its checksum
 * beside it. The same bundles make the same archive.
 * @returns the archive's path
 */
export async function writeBundleArchive({ bundles, into, version }: Archived): Promise<string> {
  const name = `modigie-gateway-bundles-${version}`;
  const paths = (await readdir(bundles, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(bundles.length + 1))
    .toSorted();
  const entries = await Promise.all(paths.map((path) => entryOf(join(bundles, path), `${name}/${path}`)));
  const archive = await promisify(gzip)(await packTar(entries), { level: 9 });
  const digest = createHash('sha256').update(archive).digest('hex');
  await mkdir(into, { recursive: true });
  await writeFile(join(into, `${name}.tar.gz`), archive);
  await writeFile(join(into, `${name}.tar.gz.sha256`), `${digest}  ${name}.tar.gz\n`);
  return join(into, `${name}.tar.gz`);
}

async function entryOf(file: string, name: string): Promise<TarEntry> {
  const body = await readFile(file);
  return { header: { name, size: body.length, mtime: WRITTEN_AT, ...BY_NOBODY }, body };
}
