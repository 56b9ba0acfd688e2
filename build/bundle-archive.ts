/** The bundles as one file of a release, for deployments that build nothing. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipFolder } from './zip-folder.ts';

interface Archived {
  /** The folder of the bundles: a zip file for each function. Other files in it stay out. */
  readonly bundles: string;
  readonly into: string;
  readonly version: string;
}

/**
 * Writes `modigie-gateway-bundles-VERSION.zip`, which unpacks to a folder of that name, and its checksum
 * beside it. The same bundles make the same archive.
 * @returns the archive's path
 */
export async function writeBundleArchive({ bundles, into, version }: Archived): Promise<string> {
  const name = `modigie-gateway-bundles-${version}`;
  const has = (path: string) => /^[a-z-]+\.zip$/.test(path);
  const archive = await zipFolder({ folder: bundles, under: `${name}/`, has });
  const digest = createHash('sha256').update(archive).digest('hex');
  await mkdir(into, { recursive: true });
  await writeFile(join(into, `${name}.zip`), archive);
  await writeFile(join(into, `${name}.zip.sha256`), `${digest}  ${name}.zip\n`);
  return join(into, `${name}.zip`);
}
