/** `npm run bench [-- PART …]`: measures, and writes docs/benchmarks.md. */

import { type Part, writePart } from './benchmarks-document.ts';
import { budgets } from './budgets.ts';
import { coldStart } from './cold-start.ts';
import { contention } from './contention.ts';
import { embedded } from './embedded.ts';
import { stopEmulators } from './emulators.ts';
import { memory } from './memory.ts';
import { names } from './names.ts';
import { operations } from './operations.ts';
import { profile } from './profile.ts';
import { sets } from './sets.ts';
import { sqlite } from './sqlite.ts';
import { standalone } from './standalone.ts';
import { storeAndPublish } from './store-and-publish.ts';
import { sweep } from './sweep-by-stored.ts';
import { throughput } from './throughput.ts';
import { webhooks } from './webhooks.ts';

const PARTS: readonly Part[] = [
  storeAndPublish,
  sets,
  budgets,
  contention,
  sweep,
  operations,
  names,
  throughput,
  webhooks,
  memory,
  coldStart,
  embedded,
  sqlite,
  standalone,
  profile,
];
const NAMES = PARTS.map(({ name }) => name);

process.env['METADATA_SERVER_DETECTION'] ??= 'none';
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part ${unknown.join(', ')}: name some of ${NAMES.join(', ')}, or none for all.\n`,
  );
  process.exit(2);
}
try {
  for (const part of PARTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    process.stdout.write(`${part.title} …\n`);
    const body = await part.measure();
    process.stdout.write(`${body}\n\n`);
    await writePart(part, body, NAMES);
  }
} finally {
  await stopEmulators();
}
