import { PubSub } from '@google-cloud/pubsub';
import { drainSubscription } from '../../shared/adapters/pubsub/pull.ts';
import { readConfig } from '../../shared/config/read-config.ts';
import { SMALL_BODY_BYTES } from '../../shared/http/bytes-under-way.ts';
import { serveFunction } from '../../shared/http/serve-function.ts';
import { applicationCredentials, createCloudContext } from '../cloud/cloud-context.ts';
import { once } from '../cloud/once.ts';
import { pushVerifier } from '../cloud/push-verifier.ts';
import { pullResponsesHandler } from './handler.ts';

serveFunction(() => {
  const config = readConfig('pull-responses', process.env);
  const forMs = config.PULL_SECONDS * 1000;
  const client = once(async () => {
    const authClient = await applicationCredentials(config);
    return new PubSub({ projectId: config.GOOGLE_CLOUD_PROJECT, ...(authClient && { authClient }) });
  });
  return pullResponsesHandler(createCloudContext('pull-responses', config), {
    verifier: pushVerifier(config),
    subscriptions: config.RESPONSE_SUBSCRIPTIONS,
    forMs,
    drain: async (name, process) => drainSubscription(await client(), { name, forMs }, process),
  });
}, SMALL_BODY_BYTES);
