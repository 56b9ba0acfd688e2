/** What every deployed function is composed of: Firestore, Pub/Sub, Cloud Logging. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Firestore } from '@google-cloud/firestore';
import { PubSub } from '@google-cloud/pubsub';
import { OAuth2Client } from 'google-auth-library';
import { FirestoreBudgetCounter } from '../shared/adapters/firestore/budget-counter.ts';
import { FirestoreJobStore } from '../shared/adapters/firestore/job-store.ts';
import { authenticateAs } from '../shared/adapters/pubsub/application-account.ts';
import { PubSubPublisher } from '../shared/adapters/pubsub/publisher.ts';
import type { BaseConfig, FunctionName, PushConfig } from '../shared/config.ts';
import { createBudget } from '../shared/gateway/budget.ts';
import type { GatewayContext } from '../shared/gateway/context.ts';
import { ACCEPT_ALL, oidcVerifier, type PushVerifier } from '../shared/http/push-auth.ts';
import { createLogger } from '../shared/telemetry/logger.ts';

export function createCloudContext(name: FunctionName, config: BaseConfig): GatewayContext {
  const projectId = config.GOOGLE_CLOUD_PROJECT;
  const firestore = new Firestore({ projectId, databaseId: config.FIRESTORE_DATABASE });
  const own = new PubSubPublisher(async () => new PubSub({ projectId }));
  return {
    store: new FirestoreJobStore(firestore),
    own,
    requests: actsAsApplication(config) ? new PubSubPublisher(() => applicationClient(config)) : own,
    jobTypes: config.JOB_TYPES,
    resultsTopic: config.RESULTS_TOPIC,
    deadLetterTopic: config.DEAD_LETTER_TOPIC,
    priorityCarrier: config.PRIORITY_CARRIER,
    policy: config.POLICY,
    budget: createBudget(config.BUDGETS, new FirestoreBudgetCounter(firestore)),
    clock: { now: Date.now, sleep: async (ms) => void (await sleep(ms)) },
    telemetry: createLogger({ function: name, level: config.LOG_LEVEL }),
  };
}

export function pushVerifier({ PUSH_AUTHENTICATION, PUSH_AUDIENCE, PUSH_ACCOUNT }: PushConfig): PushVerifier {
  if (PUSH_AUTHENTICATION === 'off' || PUSH_AUDIENCE === undefined || PUSH_ACCOUNT === undefined) return ACCEPT_ALL;
  return oidcVerifier(new OAuth2Client(), { audience: PUSH_AUDIENCE, email: PUSH_ACCOUNT });
}

/** @returns a Pub/Sub client that acts as Modigie's application account. */
export async function applicationClient({ GOOGLE_CLOUD_PROJECT, APPLICATION_ACCOUNT, APPLICATION_KEY_FILE }: BaseConfig): Promise<PubSub> {
  // The emulator knows no accounts.
  const authClient = process.env['PUBSUB_EMULATOR_HOST'] ? undefined : await authenticateAs({ email: APPLICATION_ACCOUNT, keyFile: APPLICATION_KEY_FILE });
  return new PubSub({ projectId: GOOGLE_CLOUD_PROJECT, ...(authClient && { authClient }) });
}

function actsAsApplication({ APPLICATION_ACCOUNT, APPLICATION_KEY_FILE }: BaseConfig): boolean {
  return APPLICATION_ACCOUNT !== undefined || APPLICATION_KEY_FILE !== undefined;
}
