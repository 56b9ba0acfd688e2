/** Configuration: environment variables, validated at start by one schema; docs/configuration.md lists the same. */
import * as z from 'zod';
import { DEFAULT_POLICY, type Policy } from './jobs/policy.ts';
import type { PriorityCarrier } from './protocol/job-request.ts';
import { KNOWN_JOB_TYPES, RequirementsSchema } from './protocol/job-types.ts';
import type { JobType } from './use-cases/context.ts';
import { BudgetLimitsSchema } from './use-cases/submit/budget.ts';

const TOPIC = /^projects\/[^/\s]+\/topics\/[^/\s]+$/;
const SUBSCRIPTION = /^projects\/[^/\s]+\/subscriptions\/[^/\s]+$/;
const BACKOFF = z.strictObject({ baseMs: z.number().int().min(1), capMs: z.number().int().min(1) });

const topic = z.string().regex(TOPIC, 'must be a full topic name: projects/PROJECT/topics/TOPIC');
const email = z.string().regex(/^[^@\s]+@[^@\s]+$/, 'must be the e-mail address of a service account');

const JobTypesSchema = z
  .record(z.string().min(1), z.strictObject({ topic, requires: RequirementsSchema.optional() }))
  .refine((types) => Object.keys(types).length > 0, 'must name at least one job type')
  .transform((types): ReadonlyMap<string, JobType> => {
    const entries = Object.entries(types).map(
      ([name, { topic: full, requires }]) => [name, { topic: full, requirements: requires ?? knownRequirements(name) }] as const,
    );
    return new Map(entries);
  });

const PolicySchema = z
  .strictObject({
    maxAttempts: z.number().int().min(1).max(10),
    retries: z.array(
      z.strictObject({
        status: z.enum(['failed', 'canceled'], { error: 'must be failed or canceled: nothing else may be sent again (protocol.md §4)' }),
        reasonTypes: z.union([z.literal('any'), z.array(z.string().min(1))]),
        backoff: BACKOFF,
      }),
    ),
    silence: BACKOFF,
    giveUpMs: z.number().int().min(1),
    grace: BACKOFF,
    retentionMs: z.number().int().min(0),
    tracking: z.enum(['every-status', 'endings-only'], { error: 'must be every-status or endings-only' }),
  })
  .partial()
  .transform((given): Policy => ({ ...DEFAULT_POLICY, ...withoutUndefined(given) }));

const PriorityCarrierSchema = z
  .string()
  .regex(/^(?:nowhere|body|attribute:[A-Za-z0-9_.-]{1,256})$/, 'must be nowhere, body, or attribute:NAME')
  .transform(
    (text): PriorityCarrier =>
      text.startsWith('attribute:') ? { in: 'attribute', name: text.slice('attribute:'.length) } : { in: text === 'body' ? 'body' : 'nowhere' },
  );

/** What every function needs. */
const BaseSchema = z.object({
  GOOGLE_CLOUD_PROJECT: z.string().min(1, 'must name the Google Cloud project'),
  FIRESTORE_DATABASE: z.string().min(1).default('(default)'),
  JOB_TYPES: json(JobTypesSchema),
  RESULTS_TOPIC: topic,
  DEAD_LETTER_TOPIC: topic,
  APPLICATION_ACCOUNT: email.optional(),
  APPLICATION_KEY_FILE: z.string().min(1).optional(),
  PRIORITY_CARRIER: PriorityCarrierSchema.default({ in: 'nowhere' }),
  POLICY: json(PolicySchema).default(DEFAULT_POLICY),
  BUDGETS: json(BudgetLimitsSchema).default([]),
  LOG_LEVEL: z
    .enum(['DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL'], { error: 'must be DEBUG, INFO, NOTICE, WARNING, ERROR or CRITICAL' })
    .default('INFO'),
});

/** What those need that are called by Pub/Sub or the scheduler. */
const PushSchema = BaseSchema.extend({
  PUSH_AUDIENCE: z.string().min(1).optional(),
  PUSH_ACCOUNT: email.optional(),
  PUSH_AUTHENTICATION: z.enum(['required', 'off'], { error: 'must be required or off' }).default('required'),
}).superRefine((config, issues) => {
  if (config.PUSH_AUTHENTICATION === 'off') return;
  for (const name of ['PUSH_AUDIENCE', 'PUSH_ACCOUNT'] as const) {
    if (config[name] === undefined)
      issues.addIssue({ code: 'custom', path: [name], message: 'is required: set it, or PUSH_AUTHENTICATION=off on your own machine' });
  }
});

const SweepSchema = PushSchema.safeExtend({ SWEEP_SECONDS: seconds(45) });
const PullSchema = PushSchema.safeExtend({
  RESPONSE_SUBSCRIPTIONS: json(z.array(z.string().regex(SUBSCRIPTION, 'must be a full subscription name: projects/PROJECT/subscriptions/SUBSCRIPTION')).min(1)),
  PULL_SECONDS: seconds(50),
});

/** Each function's schema, by the function's name. */
export const CONFIG_SCHEMAS = {
  'submit-jobs': BaseSchema,
  'query-jobs': BaseSchema,
  'intake-jobs': PushSchema,
  'receive-responses': PushSchema,
  'sweep-jobs': SweepSchema,
  'pull-responses': PullSchema,
} as const;

export type FunctionName = keyof typeof CONFIG_SCHEMAS;
export type BaseConfig = z.infer<typeof BaseSchema>;
export type PushConfig = z.infer<typeof PushSchema>;
export type Config<N extends FunctionName> = z.infer<(typeof CONFIG_SCHEMAS)[N]>;

/** The environment does not configure the function; `message` lists every problem with its remedy, and no value. */
class ConfigError extends Error {
  readonly code = 'config-invalid';
}

/** @throws ConfigError */
export function readConfig<N extends FunctionName>(name: N, env: Readonly<Record<string, string | undefined>>): Config<N> {
  // An empty variable is how most tools say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = CONFIG_SCHEMAS[name].safeParse(given);
  if (parsed.success) return parsed.data as Config<N>;
  const problems = parsed.error.issues.map(
    (issue) => `  ${describePath(issue.path)} ${issue.code === 'invalid_type' && !(String(issue.path[0]) in given) ? 'is required: set it' : issue.message}`,
  );
  throw new ConfigError(`The environment does not configure ${name} (docs/configuration.md explains each variable):\n${problems.join('\n')}`);
}

function knownRequirements(name: string) {
  return Object.hasOwn(KNOWN_JOB_TYPES, name) ? (KNOWN_JOB_TYPES[name] ?? []) : [];
}

function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, issues) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        issues.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

function seconds(preset: number) {
  return z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number of seconds')
    .transform(Number)
    .default(preset);
}

function describePath([name, ...inner]: readonly PropertyKey[]): string {
  return inner.length === 0 ? String(name) : `${String(name)} (at /${inner.map(String).join('/')})`;
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
