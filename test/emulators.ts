/** Starts Google's emulators once for all suites that need them, and stops them in the end. */
import type { TestProject } from 'vitest/node';
import { findEmulators, HOW_TO_GET_EMULATORS } from '../local/emulators/find.ts';
import { startEmulators } from '../local/emulators/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port` of each emulator; null on a machine that has none. */
    emulators: { readonly FIRESTORE_EMULATOR_HOST: string; readonly PUBSUB_EMULATOR_HOST: string } | null;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const found = await findEmulators();
  if (!found) {
    if (process.env['CI'] === 'true') throw new Error(HOW_TO_GET_EMULATORS);
    process.stderr.write(`Suites that need Firestore or Pub/Sub are skipped. ${HOW_TO_GET_EMULATORS}\n`);
    project.provide('emulators', null);
    return undefined;
  }
  const emulators = await startEmulators(found);
  project.provide('emulators', emulators.env);
  return emulators.stop;
}
