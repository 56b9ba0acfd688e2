/** The command doctor expects of a deployment what Terraform makes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ExpectedSubscription,
  expectedSubscriptions,
  RETENTION,
  SUBSCRIPTIONS,
  USUAL_ATTEMPTS,
  WAREHOUSE_SUBSCRIPTIONS,
} from '../../cli/doctor/cloud/subscription-table.ts';
import type { Service } from '../../cli/google/cloud-run.ts';
import { objectOf } from '../google/deployed.ts';

const read = (...path: string[]) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'infra', ...path), 'utf8');
const pubsub = read('pubsub.tf');
const callers = read('modules', 'function', 'callers.tf');
const functions = read('functions.tf');

/** The body of a block that begins so, by its indentation. */
function block(text: string, head: string): string {
  const [, indent = '', body = ''] =
    new RegExp(`^( *)${head.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\{\n(.*?)^\\1\\}`, 'ms').exec(text) ??
    [];
  expect(body, head).not.toBe('');
  return body.replaceAll(new RegExp(`^${indent} {2}`, 'gm'), '');
}
const subscriptionOf = (text: string, name: string) =>
  block(text, `resource "google_pubsub_subscription" "${name}"`);
const given = (text: string, name: string) => new RegExp(`^ *${name} += (.+)$`, 'm').exec(text)?.[1];

/** The settings of a block of a subscription, as the table has them. */
function settings(body: string): Pick<ExpectedSubscription, 'backoff' | 'undeliveredTo'> {
  const minimum = given(body, 'minimum_backoff');
  const topic = /topics\["([a-z-]+)"\]/.exec(given(body, 'dead_letter_topic') ?? '')?.[1];
  const retention = given(body, 'message_retention_duration');
  expect([`"${RETENTION}"`, 'local.week']).toContain(retention);
  expect(block(body, 'expiration_policy').trim()).toBe('ttl = ""');
  return {
    ...(minimum && {
      backoff: { minimum: JSON.parse(minimum), maximum: JSON.parse(given(body, 'maximum_backoff') ?? '') },
    }),
    ...(topic && { undeliveredTo: topic as ExpectedSubscription['topic'] }),
  };
}

describe('the subscriptions that doctor expects', () => {
  const table = (name: string) => SUBSCRIPTIONS.find((one) => one.name === name);

  it('are those of infra/, and no others', () => {
    const pulled = [...pubsub.matchAll(/^resource "google_pubsub_subscription" "(\w+)"/gm)].map(
      ([, name]) => name,
    );
    expect(pulled).toEqual(['results', 'last_resorts']);
    const lastResorts: string[] = JSON.parse(/last_resorts = toset\((.+)\)/.exec(pubsub)?.[1] ?? '[]');
    const pushed = [...functions.matchAll(/^ {2}subscriptions = \{\n {4}([a-z-]+) = \{/gm)].map(
      ([, name]) => name,
    );
    expect(functions).toMatch(/for name in local\.last_resorts :\n +"kept-\$\{name\}" =>/);
    const kept = lastResorts.map((name) => `kept-${name}`);
    expect(SUBSCRIPTIONS.map(({ name }) => name).toSorted()).toEqual(
      ['results', ...lastResorts, ...kept, ...pushed].toSorted(),
    );
    expect(/^ {2}week = (.+)$/m.exec(pubsub)?.[1]).toBe(`"${RETENTION}"`);
  });

  it('are as results are taken', () => {
    const body = subscriptionOf(pubsub, 'results');
    const ackDeadlineSeconds = Number(given(body, 'ack_deadline_seconds'));
    expect(table('results')).toEqual({
      name: 'results',
      topic: 'results',
      ackDeadlineSeconds,
      ...settings(body),
    });
  });

  it.each(WAREHOUSE_SUBSCRIPTIONS)('are as results go to BigQuery: $name', (expected) => {
    const warehouse = read('warehouse.tf');
    const body = subscriptionOf(warehouse, 'warehouse');
    expect(given(body, 'name')).toBe(`"\${var.prefix}-warehouse-\${each.key}"`);
    expect(warehouse).toMatch(new RegExp(`^ {4}${expected.name.replace('warehouse-', '')} = \\{$`, 'm'));
    const ackDeadlineSeconds = Number(given(body, 'ack_deadline_seconds'));
    expect(expected).toEqual({
      name: expected.name,
      topic: /topics\["([a-z-]+)"\]/.exec(given(body, 'topic') ?? '')?.[1],
      ackDeadlineSeconds,
      ...settings(body),
    });
  });

  it.each([
    'dead-letters',
    'intake-undelivered',
    'results-undelivered',
  ] as const)('are as of last resort: %s', (name) => {
    const body = subscriptionOf(pubsub, 'last_resorts');
    const ackDeadlineSeconds = Number(given(body, 'ack_deadline_seconds'));
    expect(table(name)).toEqual({ name, topic: name, ackDeadlineSeconds, ...settings(body) });
  });

  /** The push to a function: a message is not delivered again while the function may still be at work. */
  function pushed(own: string) {
    const body = subscriptionOf(callers, 'push');
    const margin = /var\.timeout_seconds \+ (\d+)/.exec(given(body, 'ack_deadline_seconds') ?? '')?.[1];
    expect(given(body, 'push_endpoint')).toMatch(/\.uri\}\$\{each\.value\.path\}"$/);
    return {
      ackDeadlineSeconds: Number(given(own, 'timeout_seconds')) + Number(margin),
      ...settings(body),
      pushesTo: JSON.parse(given(own, 'name') ?? ''),
    };
  }

  it('are as the function of intake is pushed to', () => {
    const own = block(functions, 'module "intake_jobs"');
    const dead = block(own, 'dead_letters =');
    const undeliveredTo = /topics\["([a-z-]+)"\]/.exec(given(dead, 'topic') ?? '')?.[1];
    expect(table('intake')).toEqual({ name: 'intake', topic: 'intake', ...pushed(own), undeliveredTo });
  });

  it.each([
    'dead-letters',
    'intake-undelivered',
    'results-undelivered',
  ] as const)('are as the function that keeps dead letters is pushed to: %s', (topic) => {
    const own = block(functions, 'module "keep_dead_letters"');
    expect(own).toMatch(/\{ topic = google_pubsub_topic\.topics\[name\]\.id, path = "\/\$\{name\}" \}/);
    const name = `kept-${topic}` as const;
    expect(table(name)).toEqual({ name, topic, path: `/${topic}`, ...pushed(own) });
  });

  it('are as the function that posts to webhooks is pushed to', () => {
    const webhooks = read('webhooks.tf');
    const own = block(webhooks, 'module "deliver_webhooks"');
    const topics = [...own.matchAll(/google_pubsub_topic\.topics\["([a-z-]+)"\]/g)].map(([, name]) => name);
    const keeps = /message_retention_duration = each\.key == "(\w+)" && local\.has_webhooks \? (\S+) :/.exec(
      pubsub,
    );
    expect(own).toMatch(/path += "\/push\/\$\{webhook\.name\}"/);
    expect(keeps?.slice(1)).toEqual(['results', 'local.week']);
    const environment = new Map([
      ['WEBHOOKS', '[{"name":"crm","url":"https://x.example","secretFile":"/s"}]'],
    ]);
    const services = new Map([['deliver-webhooks', { environment } as Partial<Service> as Service]] as const);
    expect(expectedSubscriptions(services).slice(SUBSCRIPTIONS.length)).toEqual([
      {
        name: 'webhook.crm.e3b0c442',
        topic: topics[0],
        ...pushed(own),
        path: '/push/crm',
        filter: '',
        undeliveredTo: topics[1],
        topicKeeps: RETENTION,
      },
    ]);
  });

  it('give messages up after as many deliveries', () => {
    const variable = block(read('variables.tf'), 'variable "max_delivery_attempts"');
    expect(Number(given(variable, 'default'))).toBe(USUAL_ATTEMPTS);
  });
});

describe('the database and the bundles that doctor expects', () => {
  it('can be brought back, and refuse to be deleted unless a variable says so', () => {
    const database = block(read('firestore.tf'), 'resource "google_firestore_database" "this"');
    expect(given(database, 'point_in_time_recovery_enablement')).toBe('"POINT_IN_TIME_RECOVERY_ENABLED"');
    expect(given(database, 'delete_protection_state')).toContain('var.deletion_protection ? "ENABLED"');
  });

  it('are named by region, function and content', () => {
    const name = given(
      block(read('modules', 'function', 'function.tf'), 'resource "google_storage_bucket_object" "bundle"'),
      'name',
    );
    expect(name).toMatch(
      /^"\$\{var\.deployment\.region\}\/\$\{var\.name\}-\$\{.*filemd5\(local\.bundle\).*\}\.zip"$/,
    );
    expect(objectOf('sweep-jobs')).toMatch(/^us-central1\/sweep-jobs-[0-9a-f]{32}\.zip$/);
  });
});
