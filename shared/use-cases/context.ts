import { DEFAULT_POLICY, type Policy } from '../jobs/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { PriorityCarrier } from '../protocol/job-request.ts';
import type { Requirements } from '../protocol/job-types.ts';
import type { Telemetry } from '../telemetry/log-events.ts';
import { type Background, inBackground } from './background.ts';
import { type Budget, type Budgets, createBudget } from './submit/budget.ts';

/** One job type as configured: where its requests go and what they need. */
export interface JobType {
  /** Full name of Modigie's request topic, `projects/P/topics/T`. */
  readonly topic: string;
  readonly requirements: Requirements;
}

/** What differs from one gateway to the next; the rest of its context follows. */
export interface GatewayParts {
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
  /** No limits when absent. */
  readonly budgets?: Budgets;
}

/** Everything that a use case works with. */
export interface GatewayContext extends Omit<GatewayParts, 'budgets'> {
  readonly policy: Policy;
  readonly budget: Budget;
  readonly background: Background;
}

/** Composes a gateway: called by a function's `index.ts`, a local stack, a bench or a test, and nowhere else. */
export function createContext({ budgets, ...parts }: GatewayParts): GatewayContext {
  return {
    ...parts,
    policy: parts.policy ?? DEFAULT_POLICY,
    budget: createBudget(budgets),
    background: inBackground(parts.telemetry),
  };
}
