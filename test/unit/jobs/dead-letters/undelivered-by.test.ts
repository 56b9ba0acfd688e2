import { describe, expect, it } from 'vitest';
import { isOfResult, undeliveredBy } from '../../../../shared/jobs/dead-letters/undelivered-by.ts';

const by = (subscription: string, topic = 'results-undelivered') =>
  undeliveredBy(topic, { CloudPubSubDeadLetterSourceSubscription: subscription });

describe('the source of a result that was given up', () => {
  it.each([
    ['modigie-gateway-webhook.crm.d4eb294b', 'webhook-crm'],
    ['projects/acme-crm-prod/subscriptions/acme-webhook.data-lake2.00000000', 'webhook-data-lake2'],
    ['acme-webhook-a-webhook.crm.d4eb294b', 'webhook-crm'],
    ['modigie-gateway-results', 'results-undelivered'],
    ['projects/acme.com:crm/subscriptions/acme-webhook.crm.00000000', 'webhook-crm'],
    ['modigie-gateway-warehouse-facts', 'warehouse-facts'],
    ['projects/acme/subscriptions/modigie-gateway-warehouse-personal', 'warehouse-personal'],
    ['warehouse-facts-of-acme', 'results-undelivered'],
    ['modigie-gateway-webhook.crm', 'results-undelivered'],
    ['modigie-gateway.crm.d4eb294b', 'results-undelivered'],
    ['modigie-gateway-webhook.crm.d4eb294b.', 'results-undelivered'],
    ['modigie-gateway-webhook.CRM.d4eb294b', 'results-undelivered'],
    [`modigie-gateway-webhook.${'a'.repeat(31)}.d4eb294b`, 'results-undelivered'],
    ['', 'results-undelivered'],
  ])('of the subscription %s is %s', (subscription, source) => {
    expect(by(subscription)).toBe(source);
    expect(isOfResult(source)).toBe(true);
  });

  it('is the topic where Pub/Sub says nothing, and on every other topic', () => {
    expect(undeliveredBy('results-undelivered', {})).toBe('results-undelivered');
    expect(by('modigie-gateway-webhook.crm.d4eb294b', 'intake-undelivered')).toBe('intake-undelivered');
    expect(isOfResult('intake-undelivered')).toBe(false);
  });
});
