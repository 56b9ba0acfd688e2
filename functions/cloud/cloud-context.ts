/** What every deployed function is composed of: Firestore, Pub/Sub, Cloud Logging. */

import { Firestore } from '@google-cloud/firestore';
import type { PublisherClient } from '@google-cloud/pubsub/build/src/v1/publisher_client.js';
import { type AuthClient, OAuth2Client } from 'google-auth-library';
import { FirestoreBudgetCounter } from '../../shared/adapters/firestore/budget-counter.ts';
import { FirestoreJobStore } from '../../shared/adapters/firestore/job-store.ts';
import { authenticateAs } from '../../shared/adapters/pubsub/application-account.ts';
import { createPublisherClient } from '../../shared/adapters/pubsub/client.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { BaseConfig, FunctionName, PushConfig } from '../../shared/config/function-config.ts';
import { ACCEPT_ALL, oidcVerifier, type PushVerifier } from '../../shared/http/push-auth.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { createContext, type GatewayContext } from '../../shared/use-cases/context.ts';

export function createCloudContext(name: FunctionName, config: BaseConfig): GatewayContext {
  const projectId = config.GOOGLE_CLOUD_PROJECT;
  const telemetry = createLogger({ function: name, level: config.LOG_LEVEL });
  const firestore = new Firestore({ projectId, databaseId: config.FIRESTORE_DATABASE });
  const asGateway = new PubSubPublisher(
    once(async () => createPublisherClient({ emulatorHost: emulatorHost() })),
  );
  return createContext({
    store: new FirestoreJobStore(firestore),
    asGateway,
    asApplication: actsAsApplication(config)
      ? new PubSubPublisher(once(() => applicationClient(config)))
      : asGateway,
    jobTypes: config.JOB_TYPES,
    resultsTopic: config.RESULTS_TOPIC,
    deadLetterTopic: config.DEAD_LETTER_TOPIC,
    priorityCarrier: config.PRIORITY_CARRIER,
    policy: config.POLICY,
    budgets: { limits: config.BUDGETS, counter: new FirestoreBudgetCounter(firestore) },
    clock: systemClock,
    telemetry,
  });
}

export function pushVerifier({ PUSH_AUTHENTICATION, PUSH_AUDIENCE, PUSH_ACCOUNT }: PushConfig): PushVerifier {
  if (PUSH_AUTHENTICATION === 'off' || PUSH_AUDIENCE === undefined || PUSH_ACCOUNT === undefined)
    return ACCEPT_ALL;
  return oidcVerifier(new OAuth2Client(), { audience: PUSH_AUDIENCE, email: PUSH_ACCOUNT });
}

/**
 * @returns credentials of Modigie's application account; undefined when we act as ourselves, or on the
 * emulator.
 */
export async function applicationCredentials({
  APPLICATION_ACCOUNT,
  APPLICATION_KEY_FILE,
}: BaseConfig): Promise<AuthClient | undefined> {
  return emulatorHost() === undefined
    ? authenticateAs({ email: APPLICATION_ACCOUNT, keyFile: APPLICATION_KEY_FILE })
    : undefined;
}

async function applicationClient(config: BaseConfig): Promise<PublisherClient> {
  return createPublisherClient({
    emulatorHost: emulatorHost(),
    authClient: await applicationCredentials(config),
  });
}

function emulatorHost(): string | undefined {
  return process.env['PUBSUB_EMULATOR_HOST'] || undefined;
}

/** Makes it at the first call; one that failed is made again at the next. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

function actsAsApplication({ APPLICATION_ACCOUNT, APPLICATION_KEY_FILE }: BaseConfig): boolean {
  return APPLICATION_ACCOUNT !== undefined || APPLICATION_KEY_FILE !== undefined;
}
