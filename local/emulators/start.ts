import { allStarted, type RunningProcess, startProcess } from '../running-process.ts';
import { freePort } from '../tcp-ports.ts';
import type { Emulators } from './find.ts';

export interface RunningEmulators {
  /** For the SDKs: FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST. */
  readonly env: { readonly FIRESTORE_EMULATOR_HOST: string; readonly PUBSUB_EMULATOR_HOST: string };
  readonly firestore: RunningProcess;
  readonly pubsub: RunningProcess;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Starts both emulators on free ports and waits until they listen.
 * @param signal ends a start that is on its way
 * @throws Error when one does not start in a minute, or the reason of `signal`; then neither runs
 */
export async function startEmulators(emulators: Emulators, signal?: AbortSignal): Promise<RunningEmulators> {
  const starts = [emulators.firestore, emulators.pubsub].map((script) => startOne(script, signal));
  const [firestore, pubsub] = (await allStarted(starts)) as [RunningProcess, RunningProcess];
  return {
    env: {
      FIRESTORE_EMULATOR_HOST: `${HOST}:${firestore.port}`,
      PUBSUB_EMULATOR_HOST: `${HOST}:${pubsub.port}`,
    },
    firestore,
    pubsub,
    stop: async () => void (await Promise.all([firestore.stop(), pubsub.stop()])),
  };
}

async function startOne(script: string, signal: AbortSignal | undefined): Promise<RunningProcess> {
  const port = await freePort();
  return startProcess({
    command: script,
    args: [`--host=${HOST}`, `--port=${port}`],
    env: process.env,
    port,
    signal,
  });
}
