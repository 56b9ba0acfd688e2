/** Gateways to measure: on the emulators, and in memory. */

import { join } from 'node:path';
import type { Firestore } from '@google-cloud/firestore';
import { ROOT } from '../build/bundle.ts';
import { HEAP_OF_INSTANCE } from '../local/stacks/function-processes.ts';
import { FirestoreJobStore } from '../shared/adapters/firestore/job-store.ts';
import { MemoryDeadLetterStore } from '../shared/adapters/memory/dead-letters.ts';
import { MemoryHolds } from '../shared/adapters/memory/holds.ts';
import { PubSubPublisher } from '../shared/adapters/pubsub/publisher.ts';
import type { createPublisherClient } from '../shared/adapters/pubsub/publisher-client.ts';
import { systemClock } from '../shared/adapters/system/system-clock.ts';
import type { JobRecord } from '../shared/jobs/job-record.ts';
import { submittedRecord } from '../shared/jobs/records.ts';
import type { JobStore } from '../shared/ports/job-store.ts';
import type { Publisher } from '../shared/ports/publisher.ts';
import { requirementsOf } from '../shared/protocol/job-types.ts';
import { SILENT } from '../shared/telemetry/log-events.ts';
import { createContext, type GatewayContext, type GatewayParts } from '../shared/use-cases/context.ts';
import { parseSubmission } from '../shared/use-cases/submit/parse-submission.ts';
import { emulators } from './emulators.ts';

const PROJECT = 'projects/bench';
export const REPOSITORY_ID = 'bench';
export const TOPICS = {
  requests: `${PROJECT}/topics/requests`,
  intake: `${PROJECT}/topics/intake`,
  results: `${PROJECT}/topics/results`,
  deadLetters: `${PROJECT}/topics/dead-letters`,
};

/** An ordinary lead: names, company, position and email address. */
export const PAYLOAD = {
  person: {
    firstName: 'Ingrid',
    lastName: 'Lindqvist',
    source: { objectSystem: 'crm', objectType: 'Contact', objectId: '88213', propertyName: 'name' },
  },
  employment: {
    company: {
      title: 'Hollander Freight',
      source: { objectSystem: 'crm', objectId: '88213', propertyName: 'account' },
    },
    position: {
      title: 'Head of Routing',
      source: { objectSystem: 'crm', objectId: '88213', propertyName: 'title' },
    },
  },
  emailAddresses: [
    { emailAddress: { userFormat: 'ingrid.l@hollander-freight.example' }, rels: ['business' as const] },
  ],
};

/** Budgets, and how time goes; none and as the system has it when absent. */
type More = Partial<Pick<GatewayParts, 'budgets' | 'instances' | 'clock'>>;

/** @returns a gateway on this ledger that publishes requests, results and dead letters alike. */
export function gatewayOf(store: JobStore, publisher: Publisher, more: More = {}): GatewayContext {
  return createContext({
    repositoryId: REPOSITORY_ID,
    store,
    holds: new MemoryHolds(),
    asApplication: publisher,
    asGateway: publisher,
    jobTypes: new Map([
      ['enrichMobile', { topic: TOPICS.requests, requirements: requirementsOf('enrichMobile') }],
    ]),
    resultsTopic: TOPICS.results,
    deadLetters: new MemoryDeadLetterStore(),
    deadLetterTopic: TOPICS.deadLetters,
    priorityCarrier: { in: 'nowhere' },
    clock: systemClock,
    telemetry: SILENT,
    ...more,
  });
}

/** @returns the record that the gateway would write for this lead before its request is published */
export function acceptedRecord(gateway: GatewayContext, requestId: string): JobRecord {
  const parsed = parseSubmission(gateway, { requestId, jobType: 'enrichMobile', payload: PAYLOAD });
  if (parsed.kind !== 'submission') throw new Error('The bench submits what is accepted.');
  const moment = { policy: gateway.policy, now: gateway.clock.now() };
  return submittedRecord(parsed.requestId, parsed.content, moment);
}

export function gatewayOnEmulators(
  firestore: Firestore,
  client: ReturnType<typeof createPublisherClient>,
  more: More = {},
): GatewayContext {
  return gatewayOf(
    new FirestoreJobStore(firestore, REPOSITORY_ID, { onUnreadable: () => undefined }),
    new PubSubPublisher(async () => client),
    more,
  );
}

/** @returns the environment of a bundle on the emulators, with the heap of an instance */
export async function functionEnv(projectId: string): Promise<NodeJS.ProcessEnv> {
  return {
    ...process.env,
    ...(await emulators()).env,
    NODE_OPTIONS: HEAP_OF_INSTANCE,
    NODE_PATH: join(ROOT, 'node_modules'),
    GOOGLE_CLOUD_PROJECT: projectId,
    REPOSITORY_ID,
    JOB_TYPES: JSON.stringify({ enrichMobile: { topic: TOPICS.requests } }),
    RESULTS_TOPIC: TOPICS.results,
    DEAD_LETTER_TOPIC: TOPICS.deadLetters,
    INTAKE_TOPIC: TOPICS.intake,
    PUSH_AUTHENTICATION: 'off',
    LOG_LEVEL: 'NOTICE',
  };
}
