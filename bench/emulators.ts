/** The emulators that all parts share: started by the first part that needs them, stopped in the end. */
import { Firestore } from '@google-cloud/firestore';
import { findEmulators, HOW_TO_GET_EMULATORS } from '../local/emulators/find.ts';
import { type RunningEmulators, startEmulators } from '../local/emulators/start.ts';
import { createPublisherClient } from '../shared/adapters/pubsub/publisher-client.ts';

let running: Promise<RunningEmulators> | undefined;
const open: { terminate(): Promise<void> }[] = [];

/** @throws Error when this machine has no emulators */
export function emulators(): Promise<RunningEmulators> {
  running ??= findEmulators().then((found) => {
    if (!found) throw new Error(HOW_TO_GET_EMULATORS);
    return startEmulators(found);
  });
  return running;
}

/** @returns a client of a database of its own: nothing is shared between parts */
export async function firestoreOf(projectId: string): Promise<Firestore> {
  const { env } = await emulators();
  Object.assign(process.env, env);
  const firestore = new Firestore({ projectId });
  open.push(firestore);
  return firestore;
}

/** @returns a publisher client whose topics exist */
export async function publisherOf(
  topics: readonly string[],
): Promise<ReturnType<typeof createPublisherClient>> {
  const client = createPublisherClient({ emulatorHost: (await emulators()).env.PUBSUB_EMULATOR_HOST });
  open.push({ terminate: () => client.close() });
  for (const name of topics) await client.createTopic({ name }).catch(alreadyThere);
  return client;
}

export async function stopEmulators(): Promise<void> {
  await Promise.all(open.map((client) => client.terminate()));
  await (await running)?.stop();
}

function alreadyThere(error: { code?: number }): void {
  if (error.code !== 6) throw error;
}
