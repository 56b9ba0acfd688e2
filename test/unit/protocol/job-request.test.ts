import { describe, expect, it } from 'vitest';
import {
  type PriorityCarrier,
  requestBytes,
  requestForm,
  toRequestMessage,
} from '../../../shared/protocol/job-request.ts';
import type { RequestId } from '../../../shared/protocol/request-id.ts';

const PAYLOAD = '{"person":{"firstName":"Ann"}}';
const TOPIC = 'projects/m/topics/enrichMobile';

function messageOf(
  more: { readonly priority?: number; readonly expireAfter?: string },
  priorityCarrier: PriorityCarrier = { in: 'nowhere' },
) {
  const request = { priority: null, expireAfter: null, ...more };
  const form = requestForm(request, { topic: TOPIC, priorityCarrier });
  return toRequestMessage({ requestId: 'a' as RequestId, payload: PAYLOAD, form });
}

describe('a request message', () => {
  it('carries the payload as it was given, and the ID as an attribute', () => {
    const { data, attributes } = messageOf({});
    expect(String(data)).toBe('{"payload":{"person":{"firstName":"Ann"}}}');
    expect(attributes).toEqual({ modigieJobRequestId: 'a' });
  });

  it('carries an expiry as an attribute', () => {
    expect(messageOf({ expireAfter: 'P3D' }).attributes).toEqual({
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
    const { data, attributes } = messageOf({ priority: 60 }, carrier);
    expect(String(data)).toBe(body);
    expect(attributes).toEqual({ modigieJobRequestId: 'a', ...more });
  });

  it.each([
    { in: 'body' } as const,
    { in: 'attribute', name: 'jobPriority' } as const,
  ])('says nothing of a priority that was not given, in %o', (carrier) => {
    const { data, attributes } = messageOf({}, carrier);
    expect(String(data)).toBe('{"payload":{"person":{"firstName":"Ann"}}}');
    expect(attributes).toEqual({ modigieJobRequestId: 'a' });
  });

  it('is measured without being built', () => {
    const form = requestForm(
      { priority: 60, expireAfter: null },
      { topic: TOPIC, priorityCarrier: { in: 'body' } },
    );
    const request = { requestId: 'a' as RequestId, payload: '{"person":{"firstName":"Ä"}}', form };
    expect(requestBytes(request)).toBe(toRequestMessage(request).data.length);
  });

  it('never has another request ID than its own, whatever the company calls its attribute', () => {
    const carrier = { in: 'attribute', name: 'modigieJobRequestId' } as const;
    expect(messageOf({ priority: 60 }, carrier).attributes).toEqual({ modigieJobRequestId: 'a' });
  });
});
