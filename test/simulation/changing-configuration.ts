/** A configuration that a person changes while jobs are under way. */

import { fractionOf } from '../../shared/jobs/hash.ts';
import type { Policy } from '../../shared/jobs/policy.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { PublishError } from '../../shared/ports/errors.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { PriorityCarrier } from '../../shared/protocol/job-request.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { publisherOf } from '../one-by-one.ts';

const DAY = 86_400_000;
const MISSPELT = 'projects/synthetic-repository/topics/misspelt';

type JobTypes = GatewayContext['jobTypes'];
type Attributed = Extract<PriorityCarrier, { in: 'attribute' }>;

/**
 * @returns the context of a company that, in some worlds, at first names a topic that is not there, learns
 * within a day how Modigie takes priorities, or stops all retries
 */
export function withChangingConfiguration(
  context: GatewayContext,
  { seed, since, clock }: { readonly seed: string; readonly since: number; readonly clock: Clock },
): GatewayContext {
  const chance = (what: string) => fractionOf(`${seed}/${what}`);
  const passed = (what: string) => clock.now() >= since + chance(`${what}-at`) * DAY;
  const misspelt = chance('misspelt') < 0.15;
  const learns = chance('learns') < 0.3;
  const stopsRetries = chance('stops-retries') < 0.1;
  return {
    ...context,
    policy: stopsRetries ? stoppingRetries(context.policy, () => passed('stops-retries')) : context.policy,
    jobTypes: misspelt ? new ChangingJobTypes(context.jobTypes, () => passed('misspelt')) : context.jobTypes,
    priorityCarrier: learns
      ? changingCarrier(context.priorityCarrier, () => passed('learns'))
      : context.priorityCarrier,
    asApplication: knowingTopics(context.asApplication),
  };
}

class ChangingJobTypes extends Map<string, NonNullable<ReturnType<JobTypes['get']>>> {
  readonly #isMended: () => boolean;

  constructor(mended: JobTypes, isMended: () => boolean) {
    super(mended);
    this.#isMended = isMended;
  }

  override get(name: string) {
    const configured = super.get(name);
    return configured && !this.#isMended() ? { ...configured, topic: MISSPELT } : configured;
  }
}

/** A carrier that is another one from some moment on. */
function changingCarrier(first: PriorityCarrier, isChanged: () => boolean): PriorityCarrier {
  const carrier: Attributed = { in: 'attribute', name: 'priority' };
  return Object.defineProperty(carrier, 'in', {
    get: () => (isChanged() ? 'attribute' : first.in),
    enumerable: true,
  });
}

/** A policy that retries nothing from some moment on. */
function stoppingRetries(policy: Policy, isStopped: () => boolean): Policy {
  return Object.defineProperty({ ...policy }, 'retries', {
    get: () => (isStopped() ? [] : policy.retries),
    enumerable: true,
  });
}

function knowingTopics(publisher: Publisher): Publisher {
  return publisherOf(async (topic, message) => {
    if (topic === MISSPELT) throw new PublishError('misconfigured', 'simulated');
    return publisher.publish(topic, message);
  });
}
