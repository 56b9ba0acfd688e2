/** `npm run release:bundles`: the bundles that `npm run build` has written, as the archive of a release. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';
import { writeBundleArchive } from './bundle-archive.ts';

const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
const dist = join(ROOT, 'dist');
const archive = await writeBundleArchive({ bundles: join(dist, 'functions'), into: dist, version });
process.stdout.write(`${archive}\n`);
