/** The gateway on emulators, under the names that Terraform gives a deployment, and its operator's shell. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ORDINARY } from '../../../local/misbehaviour.ts';
import { type EmulatorStack, startEmulatorStack } from '../../../local/stacks/emulator-stack.ts';
import { BRISK, REPOSITORY_ID } from '../../../local/synthetic-repository/repository.ts';
import { documentName } from '../../../shared/adapters/firestore/document-name.ts';
import type { ServingFunction } from '../../../shared/api/call.ts';
import { DEFAULT_POLICY } from '../../../shared/jobs/policy.ts';
import { id } from '../../fixtures.ts';
import { servePulls } from './pulls.ts';
import { openShell, type Shell, standIns } from './shell.ts';

const PROJECT = 'modigie-local';
const PREFIX = 'modigie-gateway';
const HOUR = 3_600_000;
/** Longer than a test runs: `handOutAgain` says when a message that is not acknowledged comes again. */
const ACK_SECONDS = 600;

interface Job {
  readonly requestId: string;
  readonly status: string;
  readonly version: string | null;
  readonly final: boolean;
  readonly deliveredAt: string | null;
  readonly job: object | null;
  readonly attempts: readonly { readonly requestId: string; readonly status: string }[];
}

export interface Deployment {
  readonly stack: EmulatorStack;
  readonly shell: Shell;
  /** Data of the results that were delivered. */
  readonly results: readonly string[];
  /** Publishes on a topic of the deployment, by the end of its name. */
  publish(topic: string, json: object): Promise<string>;
  /** @returns the job as a reader sees it; undefined for an unknown ID */
  job(requestId: string): Promise<Job | undefined>;
  /** @returns the record's document, as Firestore's REST API shows it */
  record(requestId: string): Promise<string>;
  /** Publishes a message on the dead-letter topic, as when the store does not take it. */
  passOn(json: object): Promise<unknown>;
  /** Has what was pulled, and not acknowledged, come again. */
  handOutAgain(): Promise<void>;
  /** @returns all documents of the ledger, as text */
  ledger(): Promise<string>;
  stop(): Promise<void>;
}

export async function deploy(): Promise<Deployment> {
  const stack = await startEmulatorStack({
    timing: BRISK,
    // Duplicates in any order, at the pace of this repository's answers.
    misbehaviour: { ...ORDINARY, jitterMs: 500 },
    sweepEveryMs: 500,
    // A retry stays pending for as long as a test looks at it.
    policy: {
      retries: DEFAULT_POLICY.retries.map((rule) => ({ ...rule, backoff: { baseMs: HOUR, capMs: HOUR } })),
    },
  });
  const { FIRESTORE_EMULATOR_HOST: firestore, PUBSUB_EMULATOR_HOST: pubsub } = stack.emulators.env;
  const pulls = await servePulls(pubsub);
  const addressOf = (name: ServingFunction) => stack.functions[name].url;
  const [read, operate] = [addressOf('query-jobs'), addressOf('operate-jobs')];
  const outputs = { submit_url: addressOf('submit-jobs'), query_url: read, operate_url: operate };
  const ledger = `http://${firestore}/v1/projects/${PROJECT}/databases/(default)/documents/repositories/${REPOSITORY_ID}/jobs`;
  const shell = await openShell(standIns(outputs), {
    PROJECT,
    PREFIX,
    REPOSITORY_ID,
    READ: read,
    OPERATE: operate,
    TOKEN: 'a-token',
    GATEWAY_TOKEN: 'a-token',
    LEDGER: ledger,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB: `http://${pulls.host}/`,
    CLOUDSDK_AUTH_DISABLE_CREDENTIALS: 'true',
    CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
  });
  const results = await nameAsTerraformDoes(stack);
  const owner = { authorization: 'Bearer owner' };
  const documentOf = (requestId: string) => `${ledger}/${documentName(id(requestId))}`;
  const textOf = async (url: string) => (await fetch(url, { headers: owner })).text();
  return {
    stack,
    shell,
    results,
    publish: (topic, json) =>
      stack.pubsub.topic(`${PREFIX}-${topic}`).publishMessage({ data: Buffer.from(JSON.stringify(json)) }),
    async job(requestId) {
      const response = await fetch(`${read}/v1/jobs/${requestId}`);
      return response.ok ? ((await response.json()) as Job) : undefined;
    },
    record: (requestId) => textOf(documentOf(requestId)),
    passOn: (json) =>
      stack.pubsub
        .topic(stack.topics.deadLetters)
        .publishMessage({ data: Buffer.from(JSON.stringify(json)) }),
    handOutAgain: pulls.handOutAgain,
    ledger: () => textOf(`${ledger}?pageSize=300`),
    stop: async () => void (await Promise.all([shell.close(), pulls.close(), stack.stop()])),
  };
}

/** @returns the data of results, as they come */
async function nameAsTerraformDoes({ pubsub, topics, functions }: EmulatorStack): Promise<string[]> {
  const pulled = { ackDeadlineSeconds: ACK_SECONDS };
  await pubsub.createTopic(`${PREFIX}-intake`);
  await pubsub.createSubscription(`${PREFIX}-intake`, `${PREFIX}-intake`, {
    pushEndpoint: functions['intake-jobs'].url,
    ackDeadlineSeconds: 60,
  });
  await pubsub.createSubscription(topics.deadLetters, `${PREFIX}-dead-letters`, pulled);
  await pubsub.createTopic(`${PREFIX}-intake-undelivered`);
  await pubsub.createSubscription(`${PREFIX}-intake-undelivered`, `${PREFIX}-intake-undelivered`, pulled);
  const [subscription] = await pubsub.createSubscription(topics.results, `${PREFIX}-results`);
  const results: string[] = [];
  subscription.on('message', (message) => {
    results.push(String(message.data));
    message.ack();
  });
  return results;
}

/** Asks again until there is an answer that will do. */
export async function until<T>(ask: () => Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    if (isGood(answer)) return answer;
    if (tries > 180) throw new Error(`It did not happen: ${JSON.stringify(answer)}`);
    await sleep(500);
  }
}
