/** The composition of every deployed function that changes jobs: Firestore, Pub/Sub, Cloud Logging. */

import type { PublisherClient } from '@google-cloud/pubsub/build/src/v1/publisher_client.js';
import type { AuthClient } from 'google-auth-library';
import { FirestoreHolds } from '../../shared/adapters/firestore/holds.ts';
import { authenticateAs } from '../../shared/adapters/pubsub/application-account.ts';
import { PubSubPublisher } from '../../shared/adapters/pubsub/publisher.ts';
import { createPublisherClient } from '../../shared/adapters/pubsub/publisher-client.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import type { BaseConfig, FunctionName } from '../../shared/config/function-config.ts';
import { createContext, type GatewayContext } from '../../shared/use-cases/context.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { once } from './once.ts';
import { openDeadLetters } from './open-dead-letters.ts';

/** @returns the context of a function that changes jobs. Clients connect at their first call. */
export function createCloudContext(
  name: FunctionName,
  config: BaseConfig,
  { firestore, store, telemetry }: Ledger = openLedger(name, config),
): GatewayContext {
  const asGateway = new PubSubPublisher(
    once(async () => createPublisherClient({ emulatorHost: emulatorHost() })),
  );
  return createContext({
    repositoryId: config.REPOSITORY_ID,
    store,
    holds: new FirestoreHolds(firestore, config.REPOSITORY_ID),
    asGateway,
    asApplication: actsAsApplication(config)
      ? new PubSubPublisher(once(() => applicationClient(config)))
      : asGateway,
    jobTypes: config.JOB_TYPES,
    resultsTopic: config.RESULTS_TOPIC,
    deadLetters: openDeadLetters({ firestore, telemetry }, config),
    deadLetterTopic: config.DEAD_LETTER_TOPIC,
    priorityCarrier: config.PRIORITY_CARRIER,
    policy: config.POLICY,
    teams: config.TEAMS,
    peppers: config.PERSON_PEPPERS,
    budgets: config.BUDGETS,
    instances: config.MAX_INSTANCES,
    showback: config.SHOWBACK_TAGS,
    reuse: config.REUSE,
    digest: config.DIGEST,
    breaker: config.BREAKER,
    clock: systemClock,
    telemetry,
  });
}

/** @returns credentials of the application account; undefined when none is named, and on the emulator. */
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

function actsAsApplication({ APPLICATION_ACCOUNT, APPLICATION_KEY_FILE }: BaseConfig): boolean {
  return APPLICATION_ACCOUNT !== undefined || APPLICATION_KEY_FILE !== undefined;
}
