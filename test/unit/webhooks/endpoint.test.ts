import { describe, expect, it } from 'vitest';
import { hostOf, RESULT_STATUSES, WEBHOOK_NAME } from '../../../shared/webhooks/endpoint.ts';

describe('a webhook', () => {
  it.each(['crm', 'a', 'crm-emea-2', 'x'.repeat(30)])('may be named %s', (name) => {
    expect(WEBHOOK_NAME.test(name)).toBe(true);
  });

  it.each([
    '',
    'CRM',
    '2crm',
    'crm-',
    '-crm',
    'crm--emea',
    'crm_emea',
    'crm.emea',
    'x'.repeat(31),
    'crm\n',
  ])('is not named %j', (name) => {
    expect(WEBHOOK_NAME.test(name)).toBe(false);
  });

  it('may ask for the statuses that nothing follows by itself, and for no other', () => {
    expect(RESULT_STATUSES).toEqual([
      'rejected',
      'canceled',
      'failed',
      'completed',
      'refused',
      'withdrawn',
      'discarded',
      'unanswered',
      'erased',
      'over-budget',
      'reused',
    ]);
  });

  it('is told by its host, since the rest of an address may be a secret', () => {
    expect(hostOf('https://crm.example.com:8443/hook/s3cret?key=s3cret')).toBe('crm.example.com');
  });
});
