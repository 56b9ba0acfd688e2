/** Submit and receive against the raw client calls that they are made of, alternating, on the emulators. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Firestore, Timestamp } from '@google-cloud/firestore';
import type { RunningEmulators } from '../local/emulators/start.ts';
import { FirestoreJobStore } from '../shared/adapters/firestore/job-store.ts';
import { MemoryBudgetCounter } from '../shared/adapters/memory/budget-counter.ts';
import { createPublisherClient } from '../shared/adapters/pubsub/client.ts';
import { PubSubPublisher } from '../shared/adapters/pubsub/publisher.ts';
import { inBackground } from '../shared/gateway/background.ts';
import { createBudget } from '../shared/gateway/budget.ts';
import type { GatewayContext } from '../shared/gateway/context.ts';
import { receiveResponse } from '../shared/gateway/receive-response.ts';
import { submitJob } from '../shared/gateway/submit-job.ts';
import { DEFAULT_POLICY } from '../shared/jobs/policy.ts';
import { KNOWN_JOB_TYPES } from '../shared/protocol/job-types.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { versionOf } from '../shared/protocol/timestamp.ts';
import { SILENT } from '../shared/telemetry/log-events.ts';
import { median, ratioLine } from './statistics.ts';

const ROUNDS = 400;
const WARM_UP = 50;
const PROJECT = 'bench';
const TOPIC = `projects/${PROJECT}/topics/bench`;
const PAYLOAD = { person: { firstName: 'Ann', lastName: 'Lee' }, employment: { company: { title: 'Acme' } } };

export async function measureStoreAndPublish({ env }: RunningEmulators): Promise<void> {
  Object.assign(process.env, env);
  const firestore = new Firestore({ projectId: PROJECT });
  const client = createPublisherClient({ emulatorHost: env.PUBSUB_EMULATOR_HOST });
  await client.createTopic({ name: TOPIC });
  const gateway = gatewayOn(firestore, client);
  const raw = firestore.collection('raw');
  const document = (status: string) => ({ status, payload: JSON.stringify(PAYLOAD), job: null as string | null, at: Date.now() });
  const message = { topic: TOPIC, messages: [{ data: Buffer.from(JSON.stringify({ payload: PAYLOAD })), attributes: { modigieJobRequestId: 'x' } }] };

  const times = { submit: [] as number[], rawSubmit: [] as number[], receive: [] as number[], rawReceive: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const requestId = `job-${round + WARM_UP}`;
    const answer = JSON.stringify({ id: requestId, status: 'processing', updateTime: versionOf(Date.now()), payload: PAYLOAD });
    const steps = {
      rawSubmit: async () => {
        await raw.doc(requestId).create(document('accepted'));
        await client.publish(message, { isBundling: false });
      },
      submit: () => submitJob(gateway, { requestId, jobType: 'enrichMobile', payload: PAYLOAD }, () => requestId as RequestId),
      rawReceive: async () => {
        const snapshot = await raw.doc(requestId).get();
        await raw.doc(requestId).update({ ...document('processing'), job: answer }, { lastUpdateTime: snapshot.updateTime ?? Timestamp.now() });
      },
      receive: () => receiveResponse(gateway, { messageId: requestId, publishTime: versionOf(Date.now()), data: Buffer.from(answer), attributes: {} }),
    };
    // Whoever comes first after a pause pays for it: they take turns.
    const order = round % 2 === 0 ? (['rawSubmit', 'submit', 'rawReceive', 'receive'] as const) : (['submit', 'rawSubmit', 'receive', 'rawReceive'] as const);
    for (const name of order) {
      const ms = await timed(steps[name]);
      if (round >= 0) times[name].push(ms);
    }
  }
  process.stdout.write(`warm, sequential, median of ${ROUNDS}\n`);
  report('submit', times.submit, 'raw create + publish', times.rawSubmit);
  report('receive', times.receive, 'raw get + conditional update', times.rawReceive);
  await client.close();
  await firestore.terminate();
}

function gatewayOn(firestore: Firestore, client: ReturnType<typeof createPublisherClient>): GatewayContext {
  const publisher = new PubSubPublisher(async () => client);
  return {
    store: new FirestoreJobStore(firestore),
    requests: publisher,
    own: publisher,
    jobTypes: new Map([['enrichMobile', { topic: TOPIC, requirements: KNOWN_JOB_TYPES['enrichMobile'] ?? [] }]]),
    resultsTopic: TOPIC,
    deadLetterTopic: TOPIC,
    priorityCarrier: { in: 'nowhere' },
    policy: DEFAULT_POLICY,
    budget: createBudget([], new MemoryBudgetCounter()),
    clock: { now: Date.now, sleep: async (ms) => void (await sleep(ms)) },
    background: inBackground(SILENT),
    telemetry: SILENT,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function report(name: string, measured: readonly number[], floorName: string, floor: readonly number[]): void {
  process.stdout.write(`${name.padEnd(10)} ${median(measured).toFixed(2)} ms   ${ratioLine(measured, floor)}: ${floorName}, ${median(floor).toFixed(2)} ms\n`);
}
