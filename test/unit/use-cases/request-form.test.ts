import { describe, expect, it } from 'vitest';
import { formOf } from '../../../shared/use-cases/request-form.ts';
import { publishedRecord, testGateway } from '../../fixtures.ts';

describe('how a request travels', () => {
  it('follows from its job type, priority and expiry, as configured now', () => {
    const context = { ...testGateway(), priorityCarrier: { in: 'attribute', name: 'priority' } } as const;
    const record = { ...publishedRecord(), priority: 7, expireAfter: 'P3D' };
    expect(formOf(context, record)).toMatchObject({
      topic: context.jobTypes.get('enrichMobile')?.topic,
      attributes: { priority: '7', modigieJobExpireAfter: 'P3D' },
    });
  });

  it.each([null, 'telepathy'])('is unknown for a job type that is not configured: %j', (jobType) => {
    expect(formOf(testGateway(), { ...publishedRecord(), jobType })).toBeUndefined();
  });
});
