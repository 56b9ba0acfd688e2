import { PublisherClient } from '@google-cloud/pubsub/build/src/v1/publisher_client.js';
import type { AuthClient } from 'google-auth-library';
import { grpc } from 'google-gax';

/**
 * The generated client, which loads a fraction of what `PubSub` does (docs/adr/014-lean-bundles.md).
 * @param options.emulatorHost `host:port` of a Pub/Sub emulator, instead of the service
 * @param options.authClient credentials of an account other than the gateway's own
 */
export function createPublisherClient(options: {
  readonly emulatorHost?: string | undefined;
  readonly authClient?: AuthClient | undefined;
}): PublisherClient {
  const { emulatorHost, authClient } = options;
  if (emulatorHost === undefined) return new PublisherClient(authClient ? { authClient } : {});
  const [servicePath = '', port] = emulatorHost.split(':');
  return new PublisherClient({
    servicePath,
    port: Number(port),
    sslCreds: grpc.credentials.createInsecure(),
  });
}
