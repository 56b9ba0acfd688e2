import type { Peppers } from '../jobs/persons/peppers.ts';
import { DEFAULT_POLICY, type Policy } from '../jobs/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { PriorityCarrier } from '../protocol/job-request.ts';
import type { Requirements } from '../protocol/job-types.ts';
import type { Telemetry } from '../telemetry/log-events.ts';
import { type Caller, NOBODY } from './caller.ts';
import { type Budget, type Budgets, createBudget } from './submit/budget.ts';

/** A configured job type: the topic of its requests, and their required input. */
export interface JobType {
  /** Full name of Modigie's request topic, `projects/P/topics/T`. */
  readonly topic: string;
  readonly requirements: Requirements;
}

/** The parts in which gateways differ: adapters, topics, configuration. The rest of a context follows. */
export interface GatewayParts {
  /** Modigie's ID of the repository whose jobs this gateway requests (docs/protocol.md §1). */
  readonly repositoryId: string;
  readonly store: JobStore;
  /** Publishes requests, as Modigie's application account (docs/protocol.md §7.1). */
  readonly asApplication: Publisher;
  /** Publishes results and dead letters, as the gateway's own account. */
  readonly asGateway: Publisher;
  readonly jobTypes: ReadonlyMap<string, JobType>;
  readonly resultsTopic: string;
  readonly deadLetterTopic: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly priorityCarrier: PriorityCarrier;
  readonly policy?: Policy;
  /** None when absent: then persons are not found by what is known of them (docs/privacy.md). */
  readonly peppers?: Peppers | undefined;
  /** No limits when absent. */
  readonly budgets?: Budgets;
}

/** All that a use case works with. */
export interface GatewayContext extends Omit<GatewayParts, 'budgets'> {
  readonly policy: Policy;
  readonly peppers: Peppers;
  readonly budget: Budget;
  /** Of the call that is worked on; `NOBODY` where no call is. */
  readonly caller: Caller;
}

/** Composes a gateway: for functions/cloud, the embedded stack, benches and tests, and nowhere else. */
export function createContext({ budgets, ...parts }: GatewayParts): GatewayContext {
  return {
    ...parts,
    policy: parts.policy ?? DEFAULT_POLICY,
    peppers: parts.peppers ?? [],
    budget: createBudget(budgets),
    caller: NOBODY,
  };
}
