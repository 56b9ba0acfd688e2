/** `npm run bench`: every measurement, each with its floor in the same run (docs/benchmarks.md). */
import { availableParallelism, cpus } from 'node:os';
import { findEmulators, HOW_TO_GET_EMULATORS } from '../local/emulators/find.ts';
import { startEmulators } from '../local/emulators/start.ts';
import { measureColdStart } from './cold-start.ts';
import { measureEmbedded } from './embedded.ts';
import { measureStoreAndPublish } from './store-and-publish.ts';

process.env['METADATA_SERVER_DETECTION'] ??= 'none';
process.stdout.write(
  `Node.js ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${new Date().toISOString().slice(0, 10)}\n`,
);
const emulators = await findEmulators();
if (!emulators) throw new Error(HOW_TO_GET_EMULATORS);
const running = await startEmulators(emulators);
try {
  await measureStoreAndPublish(running);
  await measureColdStart(running);
} finally {
  await running.stop();
}
await measureEmbedded();
