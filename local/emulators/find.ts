/** Google's emulators on this machine, if it has them. */
import { access, readdir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export interface Emulators {
  /** Start scripts of the Cloud SDK; each takes `--host` and `--port`. */
  readonly firestore: string;
  readonly pubsub: string;
}

/** The way to get emulators, as a message for a machine that has none. */
export const HOW_TO_GET_EMULATORS =
  "Google's emulators are not on this machine. Install the Google Cloud CLI and Java 11 or later, then run: gcloud components install cloud-firestore-emulator pubsub-emulator (or apt-get install google-cloud-cli-firestore-emulator google-cloud-cli-pubsub-emulator). CLOUDSDK_ROOT_DIR may name the SDK's folder.";

/** @returns the emulators of the first Cloud SDK that has both; undefined without one, or without Java. */
export async function findEmulators(env: NodeJS.ProcessEnv = process.env): Promise<Emulators | undefined> {
  if ((await onPath('java', env)) === undefined) return undefined;
  for (const root of await sdkRoots(env)) {
    const emulators = {
      firestore: join(root, 'platform', 'cloud-firestore-emulator', 'cloud_firestore_emulator'),
      pubsub: join(root, 'platform', 'pubsub-emulator', 'bin', 'cloud-pubsub-emulator'),
    };
    if ((await exists(emulators.firestore)) && (await exists(emulators.pubsub))) return emulators;
  }
  return undefined;
}

async function sdkRoots(env: NodeJS.ProcessEnv): Promise<string[]> {
  const gcloud = await onPath('gcloud', env);
  const installed = [
    '/usr/lib/google-cloud-sdk',
    '/usr/share/google-cloud-sdk',
    '/opt/google-cloud-sdk',
    join(homedir(), 'google-cloud-sdk'),
  ];
  const brew = (await readdir('/opt/homebrew/Caskroom/google-cloud-sdk').catch(() => [])).map((version) =>
    join('/opt/homebrew/Caskroom/google-cloud-sdk', version, 'google-cloud-sdk'),
  );
  return [
    env['CLOUDSDK_ROOT_DIR'],
    gcloud && dirname(dirname(await realpath(gcloud))),
    ...installed,
    ...brew,
  ].filter((root) => root !== undefined);
}

async function onPath(command: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, command);
    if (folder !== '' && (await exists(file))) return file;
  }
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
