/** Each function's environment as one schema; docs/configuration.md lists the same variables. */
import * as z from 'zod';
import { BudgetLimitsSchema } from '../jobs/money/budget-limits.ts';
import { NO_REUSE } from '../jobs/money/reuse-rules.ts';
import { NO_SHOWBACK } from '../jobs/money/showback.ts';
import { DEFAULT_POLICY } from '../jobs/policy.ts';
import { NO_TEAMS } from '../jobs/teams.ts';
import { BreakerSchema } from './breaker-variable.ts';
import {
  CALLER_RULES,
  CALLER_VARIABLES,
  type CallerConfig,
  INVOKER_VARIABLES,
  NAMED_ALONE,
} from './caller-variables.ts';
import { DigestSchema } from './digest-variable.ts';
import { DispatchRateSchema } from './dispatch-rate-variable.ts';
import { JobTypesSchema } from './job-types-variable.ts';
import { requireCounted, requireReusable } from './money-rules.ts';
import { PeppersSchema } from './peppers-variable.ts';
import { PolicySchema } from './policy-variable.ts';
import { PricesSchema } from './prices-variable.ts';
import { PriorityCarrierSchema } from './priority-carrier-variable.ts';
import { ReuseSchema } from './reuse-variable.ts';
import { ShowbackSchema } from './showback-variable.ts';
import { TEAMS_BY_NAME, TeamsSchema } from './teams-variable.ts';
import {
  address,
  count,
  days,
  email,
  json,
  logLevel,
  repositoryId,
  seconds,
  subscription,
  topic,
} from './variable.ts';
import { AllowPrivateSchema, requireSafeUrls, WebhooksSchema } from './webhooks-variable.ts';

/** The variables of every function: where the ledger is, and what is logged. */
const LedgerSchema = z.object({
  GOOGLE_CLOUD_PROJECT: z.string().min(1, 'must name the Google Cloud project'),
  FIRESTORE_DATABASE: z.string().min(1).default('(default)'),
  REPOSITORY_ID: repositoryId,
  LOG_LEVEL: logLevel,
});

/** Absent: no teams are told apart. */
const teams = { TEAMS: json(TeamsSchema).default(NO_TEAMS) };

const policy = { POLICY: json(PolicySchema).default(DEFAULT_POLICY) };

/** Absent: results carry no digest, and one that is asked for goes by the default. */
const digesting = { DIGEST: json(DigestSchema).optional() };

/** The sums that there are, and their limits. */
const counting = {
  SHOWBACK_TAGS: json(ShowbackSchema).default(NO_SHOWBACK),
  BUDGETS: json(BudgetLimitsSchema).default([]),
};

/** Of functions that tell what jobs cost, and how long they take. */
const forecasting = {
  PRICES: json(PricesSchema).default(new Map()),
  DISPATCH_RATE: json(DispatchRateSchema).default(new Map()),
};

/** The variables of a function that reads jobs: the policy explains what will become of them. */
const ReadingSchema = LedgerSchema.extend({
  ...policy,
  ...teams,
  ...counting,
  ...forecasting,
  ...digesting,
  ...INVOKER_VARIABLES,
}).superRefine(requireCounted);

/** The variables of a function that changes jobs. */
const BaseSchema = LedgerSchema.extend({
  JOB_TYPES: json(JobTypesSchema),
  RESULTS_TOPIC: topic,
  DEAD_LETTER_TOPIC: topic,
  APPLICATION_ACCOUNT: email.optional(),
  APPLICATION_KEY_FILE: z.string().min(1).optional(),
  PRIORITY_CARRIER: PriorityCarrierSchema.default({ in: 'nowhere' }),
  PERSON_PEPPERS: PeppersSchema.default([]),
  ...policy,
  ...teams,
  ...counting,
  ...digesting,
  MAX_INSTANCES: count(45),
  REUSE: json(ReuseSchema).default(NO_REUSE),
  BREAKER: json(BreakerSchema).default(new Map()),
})
  .superRefine(requireCounted)
  .superRefine(requireReusable);

/** The variables of a function whose responses say where a job is read. */
const LocatingSchema = BaseSchema.safeExtend({ QUERY_URL: address.optional(), ...INVOKER_VARIABLES });

/** Calls of the API are made by callers, who have teams where there are any. */
function requireNames(
  { TEAMS, INVOKERS, K_SERVICE }: Pick<z.infer<typeof ReadingSchema>, 'TEAMS' | 'INVOKERS' | 'K_SERVICE'>,
  issues: z.core.$RefinementCtx,
): void {
  if (TEAMS.tags.size > 0 && K_SERVICE !== undefined && INVOKERS !== 'named')
    issues.addIssue({ code: 'custom', path: ['INVOKERS'], message: TEAMS_BY_NAME });
}

/** Of functions that erase persons: the receipt says how long BigQuery keeps them. */
const erasing = { WAREHOUSE_PERSONAL_DAYS: days(0) };

/** The variables of the function by which a person changes something: in somebody's name. */
const OperateSchema = LocatingSchema.safeExtend({ INTAKE_TOPIC: topic, ...erasing }).superRefine(
  requireOperators,
);

/** The variables of a function that Pub/Sub or the scheduler calls. */
const PushSchema = BaseSchema.safeExtend(CALLER_VARIABLES).superRefine(holdToCallerRules);

/** The variables of the function that keeps dead letters: it publishes nothing, and knows of no job types. */
const KeepSchema = LedgerSchema.extend({
  PERSON_PEPPERS: PeppersSchema.default([]),
  ...CALLER_VARIABLES,
}).superRefine(holdToCallerRules);

const SweepSchema = PushSchema.safeExtend({ SWEEP_SECONDS: seconds(45), INTAKE_TOPIC: topic, ...erasing });
const PullSchema = PushSchema.safeExtend({
  RESPONSE_SUBSCRIPTIONS: json(z.array(subscription).min(1)),
  PULL_SECONDS: seconds(50),
});

/** The variables of the function that posts results: it keeps nothing, and knows no ledger. */
const DeliverSchema = LedgerSchema.pick({ GOOGLE_CLOUD_PROJECT: true, LOG_LEVEL: true })
  .extend({
    WEBHOOKS: json(WebhooksSchema),
    WEBHOOK_ALLOW_PRIVATE: json(AllowPrivateSchema).default([]),
    QUERY_URL: address.optional(),
    ...teams,
    ...CALLER_VARIABLES,
  })
  .superRefine(holdToCallerRules)
  .superRefine(requireSafeUrls)
  .superRefine(requireOperators);

/** Operators alone call it, and each in a name of their own. */
function requireOperators(
  { INVOKERS, K_SERVICE }: Pick<z.infer<typeof ReadingSchema>, 'INVOKERS' | 'K_SERVICE'>,
  issues: z.core.$RefinementCtx,
): void {
  if (K_SERVICE !== undefined && INVOKERS !== 'named')
    issues.addIssue({ code: 'custom', path: ['INVOKERS'], message: NAMED_ALONE });
}

function holdToCallerRules(config: CallerConfig, issues: z.RefinementCtx): void {
  for (const { variable, broken, message } of CALLER_RULES)
    if (broken(config)) issues.addIssue({ code: 'custom', path: [variable], message });
}

/** Each function's schema, by the function's name. */
export const CONFIG_SCHEMAS = {
  'submit-jobs': LocatingSchema.safeExtend(forecasting).superRefine(requireNames),
  'operate-jobs': OperateSchema,
  'query-jobs': ReadingSchema.superRefine(requireNames),
  'intake-jobs': PushSchema,
  'receive-responses': PushSchema,
  'sweep-jobs': SweepSchema,
  'pull-responses': PullSchema,
  'keep-dead-letters': KeepSchema,
  'deliver-webhooks': DeliverSchema,
} as const;

export type FunctionName = keyof typeof CONFIG_SCHEMAS;
export type LedgerConfig = z.infer<typeof LedgerSchema>;
export type BaseConfig = z.infer<typeof BaseSchema>;
export type Config<N extends FunctionName> = z.infer<(typeof CONFIG_SCHEMAS)[N]>;
