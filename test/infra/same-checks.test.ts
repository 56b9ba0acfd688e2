/** Terraform's checks of settings take and refuse what the functions take and refuse when they start. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { CONFIG_SCHEMAS } from '../../shared/config/function-config.ts';
import { requireSafeUrls } from '../../shared/config/webhooks-variable.ts';
import { DEFAULT_POLICY } from '../../shared/jobs/policy.ts';
import { RESULT_STATUSES } from '../../shared/webhooks/endpoint.ts';

const SETTINGS = join(import.meta.dirname, '..', '..', 'infra', 'modules', 'settings');
const { REPOSITORY_ID, JOB_TYPES, PRIORITY_CARRIER, POLICY, BREAKER, TEAMS, LOG_LEVEL } =
  CONFIG_SCHEMAS['submit-jobs'].shape;
const { DIGEST, SHOWBACK_TAGS, BUDGETS, REUSE, DISPATCH_RATE, PRICES } = CONFIG_SCHEMAS['submit-jobs'].shape;
const { RESPONSE_SUBSCRIPTIONS } = CONFIG_SCHEMAS['pull-responses'].shape;

const { WEBHOOKS, WEBHOOK_ALLOW_PRIVATE } = CONFIG_SCHEMAS['deliver-webhooks'].shape;
/** The rules of addresses hang on another variable. */
const WEBHOOKS_WITH_URLS = WEBHOOKS.superRefine((webhooks, issues) =>
  requireSafeUrls({ WEBHOOKS: webhooks, PUSH_AUTHENTICATION: 'behind-iam' }, issues),
);

/** A webhook as infra/modules/settings/outputs.tf writes it for the function. */
function asTold({
  job_types: jobTypes,
  ...webhook
}: {
  readonly job_types?: unknown;
  readonly name?: string;
}) {
  const secretFile = `/secrets/webhook-${webhook.name}/secret`;
  return { ...webhook, secretFile, ...(jobTypes !== undefined && { jobTypes }) };
}

/** By Terraform variable, the function's variable, and how the one's value is written for the other. */
const VARIABLES: Readonly<Record<string, readonly [z.ZodType, (value: unknown) => unknown]>> = {
  repository_id: [REPOSITORY_ID, String],
  job_types: [JOB_TYPES, String],
  response_subscriptions: [RESPONSE_SUBSCRIPTIONS, JSON.stringify],
  priority_carrier: [PRIORITY_CARRIER, String],
  policy: [POLICY, String],
  digest: [DIGEST, String],
  showback_tags: [SHOWBACK_TAGS, JSON.stringify],
  budgets: [BUDGETS, JSON.stringify],
  prices: [PRICES, JSON.stringify],
  reuse: [REUSE, JSON.stringify],
  dispatch_rate: [DISPATCH_RATE, JSON.stringify],
  breaker: [BREAKER, JSON.stringify],
  teams: [TEAMS, JSON.stringify],
  webhooks: [WEBHOOKS_WITH_URLS, (value) => JSON.stringify((value as object[]).map(asTold))],
  webhook_allow_private: [WEBHOOK_ALLOW_PRIVATE, JSON.stringify],
  log_level: [LOG_LEVEL, String],
};

const variables = ['variables.tf', 'variables-digest.tf', 'variables-money.tf', 'variables-webhooks.tf']
  .map((name) => readFileSync(join(SETTINGS, name), 'utf8'))
  .join('\n');
const tests = readdirSync(join(SETTINGS, 'tests')).map((name) =>
  readFileSync(join(SETTINGS, 'tests', name), 'utf8'),
);
const runs = tests
  .join('\n')
  .matchAll(/^run "(\w+_(?:taken|refused)_\d+)" \{.*?^ {4}(\w+) += (.*?)\n {2}\}(.*?)^\}/gms);
const cases = [...runs].map(([, name = '', variable = '', text = '', rest = '']) => ({
  name,
  variable,
  value: variable === 'job_types' ? jobTypesOf(text) : JSON.parse(text),
  refused: rest.includes('expect_failures'),
}));

/** `{ a = { topic = "…", requires = "…" } }` is written as the variable JOB_TYPES is. */
function jobTypesOf(text: string): string {
  const [, topic, requires] = /topic = (".*?")(?:, requires = (".*"))? \}/.exec(text) ?? [];
  const own = requires === undefined ? '' : `,"requires":${JSON.parse(requires)}`;
  return `{"a":{"topic":${topic}${own}}}`;
}

describe("Terraform's checks of settings", () => {
  it('are tested with values of both kinds, for each variable', () => {
    const declared = variables.matchAll(/^variable "(\w+)"/gm);
    expect(Object.keys(VARIABLES).toSorted()).toEqual([...declared].map(([, name]) => name).toSorted());
    for (const variable of Object.keys(VARIABLES))
      expect(
        new Set(cases.filter((one) => one.variable === variable).map(({ refused }) => refused)),
        variable,
      ).toEqual(new Set([true, false]));
  });

  it('know the statuses of results, and name them all', () => {
    const [, list = ''] = /result_statuses = \[(.*?)\]/s.exec(variables) ?? [];
    const names = [...list.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name);
    expect(names.toSorted()).toEqual(RESULT_STATUSES.toSorted());
    const [, told = ''] = /statuses must be statuses of results: (.*?)\. Empty/s.exec(variables) ?? [];
    expect(told.split(/,\s+/).toSorted()).toEqual(RESULT_STATUSES.toSorted());
  });

  it('know how long the default policy keeps an answer', () => {
    expect(variables).toContain(`try(jsondecode(var.policy).retentionMs, ${DEFAULT_POLICY.retentionMs})`);
  });

  it.each(cases)('$name: the functions do the same', ({ variable, value, refused }) => {
    const [schema, written] = VARIABLES[variable] ?? [];
    const { success } = schema?.safeParse(written?.(value)) ?? {};
    expect(success).toBe(!refused);
  });
});
