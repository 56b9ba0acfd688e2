import { describe, expect, it } from 'vitest';
import { toRequestMessage } from '../../../shared/protocol/job-request.ts';
import type { RequestId } from '../../../shared/protocol/request-id.ts';

const REQUEST = {
  requestId: 'a' as RequestId,
  payload: '{"person":{"firstName":"Ann"}}',
  priority: null,
  expireAfter: null,
};
describe('a request message', () => {
  it('carries the payload as it was given, and the ID as an attribute', () => {
    const { data, attributes } = toRequestMessage(REQUEST, { in: 'nowhere' });
    expect(String(data)).toBe('{"payload":{"person":{"firstName":"Ann"}}}');
    expect(attributes).toEqual({ modigieJobRequestId: 'a' });
  });

  it('carries an expiry as an attribute', () => {
    expect(toRequestMessage({ ...REQUEST, expireAfter: 'P3D' }, { in: 'nowhere' }).attributes).toEqual({
      modigieJobRequestId: 'a',
      modigieJobExpireAfter: 'P3D',
    });
  });

  it.each([
    [{ in: 'body' } as const, '{"payload":{"person":{"firstName":"Ann"}},"priority":60}', {}],
    [
      { in: 'attribute', name: 'jobPriority' } as const,
      '{"payload":{"person":{"firstName":"Ann"}}}',
      { jobPriority: '60' },
    ],
    [{ in: 'nowhere' } as const, '{"payload":{"person":{"firstName":"Ann"}}}', {}],
  ])('carries a priority in %o', (carrier, body, more) => {
    const { data, attributes } = toRequestMessage({ ...REQUEST, priority: 60 }, carrier);
    expect(String(data)).toBe(body);
    expect(attributes).toEqual({ modigieJobRequestId: 'a', ...more });
  });

  it.each([
    { in: 'body' } as const,
    { in: 'attribute', name: 'jobPriority' } as const,
  ])('says nothing of a priority that was not given, in %o', (carrier) => {
    const { data, attributes } = toRequestMessage(REQUEST, carrier);
    expect(String(data)).toBe('{"payload":{"person":{"firstName":"Ann"}}}');
    expect(attributes).toEqual({ modigieJobRequestId: 'a' });
  });
});
