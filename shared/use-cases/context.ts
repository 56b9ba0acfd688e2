import type { DigestPolicy } from '../digest/digest-policy.ts';
import type { BreakerRules } from '../jobs/holds/breaker.ts';
import type { BudgetLimit } from '../jobs/money/budget-limits.ts';
import { NO_REUSE, type ReuseRules } from '../jobs/money/reuse-rules.ts';
import { NO_SHOWBACK, type Showback } from '../jobs/money/showback.ts';
import type { Peppers } from '../jobs/persons/peppers.ts';
import { DEFAULT_POLICY, type Policy } from '../jobs/policy.ts';
import { NO_TEAMS, type Teams } from '../jobs/teams.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeadLetterStore } from '../ports/dead-letters.ts';
import type { Holds } from '../ports/holds.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { PriorityCarrier } from '../protocol/job-request.ts';
import type { Requirements } from '../protocol/job-types.ts';
import type { Telemetry } from '../telemetry/log-events.ts';
import { type Budget, createBudget } from './budgets/budget.ts';
import { type Caller, NOBODY } from './caller.ts';
import { Breaker } from './holds/hold-breaker.ts';
import { KeptHolds } from './holds/kept-holds.ts';
import type { BehindAnswers } from './submit/behind-answers.ts';

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
  readonly holds: Holds;
  /** Publishes requests, as Modigie's application account (docs/protocol.md §7.1). */
  readonly asApplication: Publisher;
  /** Publishes results and dead letters, as the gateway's own account. */
  readonly asGateway: Publisher;
  readonly jobTypes: ReadonlyMap<string, JobType>;
  readonly resultsTopic: string;
  /** Messages that are set aside. */
  readonly deadLetters: DeadLetterStore;
  /** Takes those that `deadLetters` does not. */
  readonly deadLetterTopic: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly priorityCarrier: PriorityCarrier;
  readonly policy?: Policy;
  /** None when absent: then persons are not found by what is known of them (docs/privacy.md). */
  readonly peppers?: Peppers | undefined;
  /** No limits when absent. */
  readonly budgets?: readonly BudgetLimit[];
  /** How many instances may accept jobs at once, of all functions together; one when absent. */
  readonly instances?: number;
  /** Jobs are counted by their type alone when absent. */
  readonly showback?: Showback;
  /** No answer is reused when absent. */
  readonly reuse?: ReuseRules | undefined;
  /** Results carry no digest when absent. */
  readonly digest?: DigestPolicy | undefined;
  /** No job type is held by the gateway itself when absent. */
  readonly breaker?: BreakerRules;
  /** None are told apart when absent. */
  readonly teams?: Teams;
  /** Absent where a process has no time after its answers, as on Cloud Run. */
  readonly behindAnswers?: BehindAnswers | undefined;
}

/** All that a use case works with. */
export interface GatewayContext extends Omit<GatewayParts, 'budgets' | 'breaker' | 'instances'> {
  readonly policy: Policy;
  readonly peppers: Peppers;
  readonly budget: Budget;
  /** The limits that it holds to. */
  readonly budgetLimits: readonly BudgetLimit[];
  readonly showback: Showback;
  readonly reuse: ReuseRules;
  /** The holds as this instance knows them: asked before anything is published. */
  readonly holdsInForce: KeptHolds;
  readonly breaker: Breaker;
  readonly teams: Teams;
  /** Of the call that is worked on; `NOBODY` where no call is. */
  readonly caller: Caller;
}

/** Composes a gateway: for functions/cloud, the embedded stack, benches and tests, and nowhere else. */
export function createContext({
  budgets = [],
  instances = 1,
  breaker,
  ...parts
}: GatewayParts): GatewayContext {
  const holdsInForce = new KeptHolds(parts.holds, parts.clock);
  return {
    ...parts,
    policy: parts.policy ?? DEFAULT_POLICY,
    peppers: parts.peppers ?? [],
    budgetLimits: budgets,
    budget: createBudget({ ...parts, limits: budgets, instances }),
    showback: parts.showback ?? NO_SHOWBACK,
    reuse: parts.reuse ?? NO_REUSE,
    holdsInForce,
    breaker: new Breaker({ ...parts, rules: breaker ?? new Map(), holdsInForce }),
    teams: parts.teams ?? NO_TEAMS,
    caller: NOBODY,
  };
}
