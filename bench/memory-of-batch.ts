/**
 * A process of its own for bench/memory.ts: submits a batch of large jobs on the emulators, and prints the
 * memory that it had resident.
 */
import { setTimeout } from 'node:timers/promises';
import { Firestore } from '@google-cloud/firestore';
import { createPublisherClient } from '../shared/adapters/pubsub/publisher-client.ts';
import { later } from '../shared/jobs/instant.ts';
import { submitBatch } from '../shared/use-cases/submit/submit-batch.ts';
import { largeJobs } from './large-jobs.ts';
import { gatewayOnEmulators } from './measured-gateway.ts';
import { forgetPeak, residentOf } from './resident-memory.ts';

const MINUTE = 60_000;
const jobs = Number(process.argv[2]);
const warmUp = Number(process.argv[3]);

const firestore = new Firestore({ projectId: 'bench-memory' });
const client = createPublisherClient({ emulatorHost: process.env['PUBSUB_EMULATOR_HOST'] });
const gateway = gatewayOnEmulators(firestore, client);

await submit('warm', warmUp);
const idle = await settled();
await forgetPeak(process.pid);
await submit('batch', jobs);
const { peak } = await residentOf(process.pid);
process.stdout.write(`${JSON.stringify({ idle, peak })}\n`);
await Promise.all([firestore.terminate(), client.close()]);

async function submit(prefix: string, count: number): Promise<void> {
  const items = largeJobs(`${prefix}-${process.pid}`, count).map((input) => ({ input }));
  const results = await submitBatch(gateway, items, later(gateway.clock.now(), MINUTE));
  const other = results.find((result) => result.kind !== 'accepted');
  if (other) throw new Error(`The bench submits what is accepted, and got ${other.kind}.`);
}

/** @returns MiB once all is collected that is not held */
async function settled(): Promise<number> {
  globalThis.gc?.();
  await setTimeout(500);
  globalThis.gc?.();
  return (await residentOf(process.pid)).now;
}
