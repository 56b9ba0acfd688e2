/**
 * The gateway on Google's emulators, as in the cloud: each function's bundle in a process of its own under
 * functions-framework, real push subscriptions, and a synthetic repository that is reached over Pub/Sub.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PubSub } from '@google-cloud/pubsub';
import { bundleFunction } from '../../build/bundle.ts';
import type { FunctionName } from '../../shared/config/function-config.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import type { Policy } from '../../shared/jobs/policy.ts';
import { KNOWN_JOB_TYPES } from '../../shared/protocol/job-types.ts';
import { LAST_RESORTS } from '../../shared/use-cases/keep-dead-letter.ts';
import { RealClock } from '../clock.ts';
import { type Emulators, findEmulators, HOW_TO_GET_EMULATORS } from '../emulators/find.ts';
import { type RunningEmulators, startEmulators } from '../emulators/start.ts';
import type { Misbehaviour } from '../misbehaviour.ts';
import { allStarted } from '../running-process.ts';
import { repositoryOnPubSub } from '../synthetic-repository/on-pubsub.ts';
import { REPOSITORY_ID, type SyntheticRepository, type Timing } from '../synthetic-repository/repository.ts';
import { functionFor } from './api-handler.ts';
import { forward } from './forward.ts';
import { type FunctionProcess, startFunction } from './function-processes.ts';
import { type LocalWebhook, webhookVariables } from './local-webhooks.ts';

export interface EmulatorStackOptions {
  readonly timing: Timing;
  readonly misbehaviour: Misbehaviour;
  readonly sweepEveryMs: number;
  readonly policy?: Partial<Policy>;
  /** None when absent. */
  readonly webhooks?: readonly LocalWebhook[];
  /** Gets each log line of every function. */
  readonly onLine?: (line: string) => void;
  /** Ends a start that is on its way. */
  readonly signal?: AbortSignal;
}

export interface EmulatorStack {
  /** The HTTP API under one roof. */
  readonly api: HttpHandler;
  readonly emulators: RunningEmulators;
  readonly functions: Readonly<Record<StackFunction, FunctionProcess>>;
  readonly repository: SyntheticRepository;
  /** A client of the Pub/Sub emulator. */
  readonly pubsub: PubSub;
  readonly topics: typeof TOPICS;
  /** @returns the full name of a job type's request topic */
  readonly requestTopic: (jobType: string) => string;
  stop(): Promise<void>;
}

const PROJECT = 'modigie-local';
const FUNCTIONS = [
  'submit-jobs',
  'operate-jobs',
  'query-jobs',
  'intake-jobs',
  'receive-responses',
  'sweep-jobs',
  'keep-dead-letters',
  'deliver-webhooks',
] as const;
type StackFunction = (typeof FUNCTIONS)[number];
/** Each has an address of its own: their Location leads to that of query-jobs, as in the cloud. */
const LOCATING: readonly StackFunction[] = ['submit-jobs', 'operate-jobs'];

const TOPICS = {
  intake: topicName('intake'),
  results: topicName('results'),
  deadLetters: topicName('dead-letters'),
  intakeUndelivered: topicName('intake-undelivered'),
  resultsUndelivered: topicName('results-undelivered'),
  responses: topicName('responses'),
} as const;

const JOB_TYPES = Object.fromEntries(
  [...KNOWN_JOB_TYPES.keys()].map((name) => [name, { topic: requestTopic(name) }]),
);

function requestTopic(jobType: string): string {
  return topicName(`${jobType}-requests`);
}

/**
 * @throws Error when this machine has no emulators, or something does not start; or the reason of `signal`.
 * Then nothing of it is left running
 */
export async function startEmulatorStack(options: EmulatorStackOptions): Promise<EmulatorStack> {
  // The stack is not on Google Cloud: the SDKs need not look for its metadata server.
  process.env['METADATA_SERVER_DETECTION'] ??= 'none';
  const found = await findEmulators();
  if (!found) throw new Error(HOW_TO_GET_EMULATORS);
  options.signal?.throwIfAborted();
  const started = new AsyncDisposableStack();
  try {
    return { ...(await startAll(options, found, started)), stop: () => started.disposeAsync() };
  } catch (error) {
    await started.disposeAsync();
    throw error;
  }
}

/** @param started gets what ends each part, so that a start that fails half-way is undone */
async function startAll(
  options: EmulatorStackOptions,
  found: Emulators,
  started: AsyncDisposableStack,
): Promise<Omit<EmulatorStack, 'stop'>> {
  const folder = await mkdtemp(join(tmpdir(), 'modigie-gateway-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const starting = startEmulators(found, options.signal);
  started.defer(() =>
    starting.then(
      (running) => running.stop(),
      () => undefined,
    ),
  );
  const bundling = Promise.all(FUNCTIONS.map((name) => bundleFunction(name, folder)));
  const [emulators] = await Promise.all([starting, unlessAborted(bundling, options.signal)]);
  options.signal?.throwIfAborted();
  const { PUBSUB_EMULATOR_HOST: emulatorHost } = emulators.env;
  const pubsub = new PubSub({ projectId: PROJECT, apiEndpoint: emulatorHost, emulatorMode: true });
  started.defer(() => pubsub.close());
  const functions = await startFunctions(options, emulators, folder);
  started.defer(async () => {
    await Promise.all(Object.values(functions).map((running) => running.stop()));
  });
  options.signal?.throwIfAborted();
  const clock = new RealClock();
  started.defer(() => clock.stop());
  await Promise.all(Object.values(TOPICS).map((topic) => pubsub.createTopic(topic)));
  const { timing, misbehaviour } = options;
  const requestTopics = new Map(Object.entries(JOB_TYPES).map(([name, { topic }]) => [name, topic]));
  const { repository, disconnect } = await repositoryOnPubSub({
    pubsub,
    emulatorHost,
    repositoryId: REPOSITORY_ID,
    clock,
    timing,
    misbehaviour,
    requestTopics,
    responseTopic: TOPICS.responses,
  });
  started.defer(disconnect);
  await connect(pubsub, functions, options.webhooks);
  const sweeping = startSweeping(functions['sweep-jobs'].url, options.sweepEveryMs);
  started.defer(() => sweeping.stop());
  return { api: proxy(functions), emulators, functions, repository, pubsub, topics: TOPICS, requestTopic };
}

/** Ctrl-C ends esbuild's process too, and then a build may wait for it for good. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const aborted = new Promise<never>((_, reject) =>
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  return Promise.race([work, aborted]);
}

function topicName(id: string): string {
  return `projects/${PROJECT}/topics/${id}`;
}

async function startFunctions(
  { onLine, policy, signal, webhooks = [] }: EmulatorStackOptions,
  emulators: RunningEmulators,
  folder: string,
) {
  const env = {
    ...process.env,
    ...emulators.env,
    // In the cloud functions-framework is installed beside the bundle; here it is the project's own.
    NODE_PATH: join(import.meta.dirname, '..', '..', 'node_modules'),
    GOOGLE_CLOUD_PROJECT: PROJECT,
    REPOSITORY_ID,
    JOB_TYPES: JSON.stringify(JOB_TYPES),
    RESULTS_TOPIC: TOPICS.results,
    DEAD_LETTER_TOPIC: TOPICS.deadLetters,
    INTAKE_TOPIC: TOPICS.intake,
    PRIORITY_CARRIER: 'body',
    // The emulator forgets all with its process, so that there is nothing to steal.
    PERSON_PEPPERS: '0:of-the-emulators-which-forget-everything',
    PUSH_AUTHENTICATION: 'off',
    ...(await webhookVariables(webhooks, folder)),
    ...(policy && { POLICY: JSON.stringify(policy) }),
  };
  const start = (name: StackFunction, more: NodeJS.ProcessEnv = {}) =>
    startFunction({ name, folder, env: { ...env, ...more }, signal, ...(onLine && { onLine }) });
  const queryJobs = start('query-jobs');
  const started = await allStarted(
    FUNCTIONS.map((name) => {
      if (name === 'query-jobs') return queryJobs;
      if (!LOCATING.includes(name)) return start(name);
      return queryJobs.then(({ url }) => start(name, { QUERY_URL: url }));
    }),
  );
  return Object.fromEntries(
    started.map((running) => [running.name as FunctionName, running]),
  ) as unknown as Record<StackFunction, FunctionProcess>;
}

async function connect(
  pubsub: PubSub,
  functions: Record<StackFunction, FunctionProcess>,
  webhooks: readonly LocalWebhook[] = [],
): Promise<void> {
  const options = (name: StackFunction, path = '') => ({
    pushEndpoint: functions[name].url + path,
    ackDeadlineSeconds: 60,
    retryPolicy: { minimumBackoff: { seconds: 1 }, maximumBackoff: { seconds: 60 } },
  });
  await pubsub.createSubscription(TOPICS.intake, 'intake-push', options('intake-jobs'));
  await pubsub.createSubscription(TOPICS.responses, 'responses-push', options('receive-responses'));
  for (const name of LAST_RESORTS)
    await pubsub.createSubscription(
      topicName(name),
      `kept-${name}`,
      options('keep-dead-letters', `/${name}`),
    );
  for (const { name } of webhooks)
    await pubsub.createSubscription(
      TOPICS.results,
      `webhook-${name}`,
      options('deliver-webhooks', `/push/${name}`),
    );
}

function startSweeping(url: string, everyMs: number): { stop: () => void } {
  const timer = setInterval(() => {
    // The next sweep makes up for one that fails.
    fetch(url, { method: 'POST' }).catch(() => undefined);
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}

function proxy(functions: Record<StackFunction, FunctionProcess>): HttpHandler {
  return (request) => forward(functions[functionFor(request)].url, request);
}
