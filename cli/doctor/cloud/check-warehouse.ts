/** Does BigQuery get every result, and the table that is kept for years nothing of a person? */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import { nameOf } from '../../deployment/deployment.ts';
import { type SubscriptionSettings, subscriptionSettings } from '../../google/subscriptions.ts';
import { APPLY, type CloudCheck, type CloudContext, looked, type Services } from './cloud-check.ts';
import { settingsOf } from './subscription-settings.ts';
import { type ExpectedSubscription, WAREHOUSE_SUBSCRIPTIONS } from './subscription-table.ts';

/** @returns whether results go to BigQuery, as the functions are told that erase persons */
export function hasWarehouse(services: Services): boolean {
  return !['', '0'].includes(services.get('operate-jobs')?.environment.get('WAREHOUSE_PERSONAL_DAYS') ?? '');
}

export const checkWarehouse: CloudCheck = async (context) => {
  if (!hasWarehouse(await context.services()))
    return [inOrder('warehouse', 'no results go to BigQuery, as Terraform has it')];
  const each = WAREHOUSE_SUBSCRIPTIONS.map((expected) =>
    looked('warehouse', () => examine(context, expected)),
  );
  const findings = (await Promise.all(each)).flat();
  if (findings.length > 0) return findings;
  return [inOrder('warehouse', 'BigQuery takes results, without personal data where they are kept')];
};

async function examine(context: CloudContext, expected: ExpectedSubscription): Promise<FindingView[]> {
  const { google, deployment, repository } = context;
  const name = nameOf(deployment, expected.name);
  const found = await subscriptionSettings(google, { project: deployment.project, name });
  const transform = expected.name === 'warehouse-facts' ? await transformIn(repository) : undefined;
  return [
    ...settingsOf(deployment, expected, { found, pushesTo: undefined }),
    ...writingOf(found),
    transformOf(found, transform),
  ]
    .filter((setting) => setting.expected !== setting.actual)
    .map(({ what, ...setting }) =>
      deviation({
        check: 'warehouse',
        state: 'wrong',
        seen: `the subscription ${name} has another ${what}`,
        ...setting,
      }),
    );
}

/** States of `bigqueryConfig` in which nothing is written, and the remedy of each. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['SCHEMA_MISMATCH', `bring back the columns of the raw table that somebody changed: ${APPLY}`],
]);

function writingOf({ bigqueryConfig }: SubscriptionSettings) {
  const state = bigqueryConfig?.state ?? 'none: it does not write to BigQuery';
  const { useTopicSchema = false, useTableSchema = false, writeMetadata = false } = bigqueryConfig ?? {};
  const schema = useTopicSchema || useTableSchema ? 'a schema' : 'none';
  return [
    { what: 'state of its writing', expected: 'ACTIVE', actual: state, fix: REMEDIES.get(state) ?? APPLY },
    { what: 'schema of messages', expected: 'none', actual: schema, fix: APPLY },
    {
      what: 'way to write IDs and attributes',
      expected: 'in columns',
      actual: writeMetadata ? 'in columns' : 'none',
      fix: APPLY,
    },
  ];
}

const OF_THIS_FOLDER = "this folder's infra/transforms/facts.js";

function transformOf({ messageTransforms }: SubscriptionSettings, expected: string | undefined) {
  const active = messageTransforms.flatMap(({ javascriptUdf, disabled }) =>
    disabled || javascriptUdf === undefined ? [] : [javascriptUdf.code.trim()],
  );
  const isExpected = expected === undefined ? active.length === 0 : active.join() === expected.trim();
  const wanted = expected === undefined ? 'none' : OF_THIS_FOLDER;
  const other = active.length === 0 ? 'none' : 'another';
  return { what: 'transform', expected: wanted, actual: isExpected ? wanted : other, fix: APPLY };
}

function transformIn(repository: string): Promise<string> {
  return readFile(join(repository, 'infra', 'transforms', 'facts.js'), 'utf8');
}
