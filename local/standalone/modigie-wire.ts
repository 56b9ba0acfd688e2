/** The way to Modigie, and to Google: the same adapters as in the cloud, loaded when first used. */
import type { AuthClient } from 'google-auth-library';
import { once } from '../../functions/cloud/once.ts';
import type { Drained } from '../../shared/adapters/pubsub/pull.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { Message, ReceivedMessage } from '../../shared/protocol/message.ts';
import { madeOfFile } from './made-of-file.ts';

export interface ModigieWire {
  /** Publishes requests, as the application account. */
  readonly asApplication: Publisher;
  /** Publishes results, with Google's default credentials. */
  readonly asGateway: Publisher;
  /**
   * Pulls one subscription for a while; see `drainSubscription`.
   * @throws the subscription's error
   */
  pull(
    name: string,
    window: { readonly forMs: number; readonly signal: AbortSignal },
    process: (message: ReceivedMessage) => Promise<boolean>,
  ): Promise<Drained>;
  /** Ends what is connected. */
  close(): Promise<void>;
}

interface ApplicationAccount {
  /** Path of its key file. */
  readonly applicationKeyFile?: string | undefined;
  /** Its address, for impersonation; without either, Google's default credentials are its. */
  readonly applicationAccount?: string | undefined;
}

/**
 * @returns the way to Pub/Sub, or to its emulator where `PUBSUB_EMULATOR_HOST` says so. A key file that is
 * exchanged is used from the next publish, and from the next window of a pull
 */
export function googleWire(account: ApplicationAccount): ModigieWire {
  const emulatorHost = process.env['PUBSUB_EMULATOR_HOST'] || undefined;
  const ofKey = <T>(make: () => Promise<T>) => madeOfFile(account.applicationKeyFile, make);
  const authClient = ofKey(async () => (emulatorHost === undefined ? credentialsOf(account) : undefined));
  const opened: { close(): Promise<void> }[] = [];
  const publisherAs = async (credentials: AuthClient | undefined) => {
    const { PubSubPublisher, createPublisherClient } = await loadPublishing();
    const client = createPublisherClient({ emulatorHost, authClient: credentials });
    opened.push(client);
    return new PubSubPublisher(async () => client);
  };
  const puller = ofKey(async () => {
    const { PubSub, drainSubscription } = await loadPulling();
    const credentials = await authClient();
    // No name is completed with it: each is given in full.
    const client = new PubSub({ projectId: 'standalone', ...(credentials && { authClient: credentials }) });
    opened.push(client);
    return { client, drainSubscription };
  });
  return {
    asApplication: lazily(ofKey(async () => publisherAs(await authClient()))),
    asGateway: lazily(once(() => publisherAs(undefined))),
    pull: async (name, window, process) => {
      const { client, drainSubscription } = await puller();
      return drainSubscription(client, { name, ...window }, process);
    },
    close: async () => void (await Promise.allSettled(opened.map((one) => one.close()))),
  };
}

/** Loading is what takes long, and listening need not wait for it. */
function lazily(publisher: () => Promise<Publisher>): Publisher {
  return {
    publish: async (topic, message) => (await publisher()).publish(topic, message),
    publishAll: async (topic: string, messages: readonly Message[]) =>
      (await publisher()).publishAll(topic, messages),
  };
}

async function credentialsOf({ applicationKeyFile, applicationAccount }: ApplicationAccount) {
  const { authenticateAs } = await import('../../shared/adapters/pubsub/application-account.ts');
  return authenticateAs({ email: applicationAccount, keyFile: applicationKeyFile });
}

async function loadPublishing() {
  const [{ PubSubPublisher }, { createPublisherClient }] = await Promise.all([
    import('../../shared/adapters/pubsub/publisher.ts'),
    import('../../shared/adapters/pubsub/publisher-client.ts'),
  ]);
  return { PubSubPublisher, createPublisherClient };
}

async function loadPulling() {
  const [{ PubSub }, { drainSubscription }] = await Promise.all([
    import('@google-cloud/pubsub'),
    import('../../shared/adapters/pubsub/pull.ts'),
  ]);
  return { PubSub, drainSubscription };
}
