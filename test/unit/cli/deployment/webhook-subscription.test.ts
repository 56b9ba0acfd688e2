import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filterOf, subscriptionOf } from '../../../../cli/deployment/webhook-subscription.ts';

const LONG = [1, 2, 3].map((i) => `aTypeWithANameThatIsVeryLongAndThatNobodyWouldLikeToWriteOut-${i}`);
const MANY = 'completed failed canceled rejected refused withdrawn discarded unanswered'.split(' ');

/** By the webhooks of infra/tests/webhook-filters.tftest.hcl, which has Terraform compute the same. */
const ROWS = [
  ['none', [], [], ''],
  [
    'status',
    ['completed', 'failed'],
    [],
    '(attributes.status = "completed" OR attributes.status = "failed")',
  ],
  [
    'both',
    ['completed'],
    ['enrichMobile', 'verify"\\Employment'],
    '(attributes.jobType = "enrichMobile" OR attributes.jobType = "verify\\"\\\\Employment") AND (attributes.status = "completed")',
  ],
  ['long-types', ['completed'], LONG, '(attributes.status = "completed")'],
  ['long-statuses', MANY, ['enrichMobile'], '(attributes.jobType = "enrichMobile")'],
  ['long-all', MANY, LONG, ''],
] as const;

describe('the filter of a webhook', () => {
  const infra = readFileSync(
    join(import.meta.dirname, '../../../../infra/tests/webhook-filters.tftest.hcl'),
    'utf8',
  );

  it.each(ROWS)('is that of Terraform: %s', (name, statuses, jobTypes, filter) => {
    expect(filterOf({ statuses, jobTypes })).toBe(filter);
    const written = new RegExp(`^ +${name} += (".*")$`, 'm').exec(infra)?.[1] ?? 'null';
    expect(JSON.parse(written)).toBe(filter);
  });

  it('is left out where it is longer than Pub/Sub takes, which counts bytes', () => {
    const filterFor = (name: string) => filterOf({ statuses: [], jobTypes: [name] });
    expect(filterFor('x'.repeat(230))).toHaveLength(255);
    expect(filterFor('x'.repeat(231))).toBe('');
    expect(filterFor('ä'.repeat(116))).toBe('');
  });
});

describe('the subscription of a webhook', () => {
  it.each([
    [{ name: 'crm', statuses: ['completed'], jobTypes: [] }, 'webhook.crm.d4eb294b'],
    [{ name: 'lake', statuses: [], jobTypes: [] }, 'webhook.lake.e3b0c442'],
  ])('has a hash of the filter in its name, as Terraform has it: %j', (webhook, name) => {
    expect(subscriptionOf(webhook)).toBe(name);
    const infra = readFileSync(
      join(import.meta.dirname, '../../../../infra/tests/webhooks.tftest.hcl'),
      'utf8',
    );
    expect(infra).toContain(`"modigie-gateway-${name}"`);
  });
});
