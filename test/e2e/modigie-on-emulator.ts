/** Modigie, as it is reached over Pub/Sub: a synthetic repository on the emulator, for a test of its own. */
import { randomUUID } from 'node:crypto';
import { PubSub } from '@google-cloud/pubsub';
import { RealClock } from '../../local/clock.ts';
import { type Misbehaviour, ORDINARY } from '../../local/misbehaviour.ts';
import { repositoryOnPubSub } from '../../local/synthetic-repository/on-pubsub.ts';
import { BRISK, type SyntheticRepository, type Timing } from '../../local/synthetic-repository/repository.ts';

export const REPOSITORY = 'repository-1';

/** Duplicates and any order, but soon. */
const SOON: Misbehaviour = { ...ORDINARY, jitterMs: 100 };

export interface EmulatedModigie {
  readonly repository: SyntheticRepository;
  readonly pubsub: PubSub;
  /** As onboarding gives it: members of a configuration file. */
  readonly given: {
    readonly repositoryId: string;
    readonly jobTypes: Readonly<Record<string, { readonly topic: string }>>;
    readonly responseSubscriptions: readonly string[];
    readonly priorityCarrier: 'body';
  };
  stop(): Promise<void>;
}

/** @param emulatorHost where Pub/Sub's emulator listens */
export async function startModigie(emulatorHost: string, timing: Timing = BRISK): Promise<EmulatedModigie> {
  const projectId = `modigie-${randomUUID().slice(0, 8)}`;
  const topic = (name: string) => `projects/${projectId}/topics/${name}`;
  const subscription = `projects/${projectId}/subscriptions/responses`;
  const pubsub = new PubSub({ projectId, apiEndpoint: emulatorHost, emulatorMode: true });
  await pubsub.createTopic(topic('responses'));
  await pubsub.createSubscription(topic('responses'), subscription);
  const clock = new RealClock();
  const { repository, disconnect } = await repositoryOnPubSub({
    pubsub,
    emulatorHost,
    repositoryId: REPOSITORY,
    clock,
    timing,
    misbehaviour: SOON,
    requestTopics: new Map([['enrichMobile', topic('enrichMobile')]]),
    responseTopic: topic('responses'),
  });
  return {
    repository,
    pubsub,
    given: {
      repositoryId: REPOSITORY,
      jobTypes: { enrichMobile: { topic: topic('enrichMobile') } },
      responseSubscriptions: [subscription],
      priorityCarrier: 'body',
    },
    stop: async () => {
      clock.stop();
      await disconnect();
      await pubsub.close();
    },
  };
}
