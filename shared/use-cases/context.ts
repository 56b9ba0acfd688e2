import type { Policy } from '../jobs/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { PriorityCarrier } from '../protocol/job-request.ts';
import type { Requirements } from '../protocol/job-types.ts';
import type { Telemetry } from '../telemetry/log-events.ts';
import type { Background } from './background.ts';
import type { Budget } from './submit/budget.ts';

/** One job type as configured: where its requests go and what they need. */
export interface JobType {
  /** Full name of Modigie's request topic, `projects/P/topics/T`. */
  readonly topic: string;
  readonly requirements: Requirements;
}

/** Everything a use case works with. Composed once, by a function's `index.ts`, the CLI, or a test. */
export interface GatewayContext {
  readonly store: JobStore;
  /** Publishes requests, as the application account (protocol.md §7). */
  readonly requests: Publisher;
  /** Publishes results and dead letters, as ourselves. */
  readonly own: Publisher;
  readonly jobTypes: ReadonlyMap<string, JobType>;
  readonly resultsTopic: string;
  readonly deadLetterTopic: string;
  readonly priorityCarrier: PriorityCarrier;
  readonly policy: Policy;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly background: Background;
  readonly telemetry: Telemetry;
}
