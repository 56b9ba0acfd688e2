import { describe, expect, it } from 'vitest';
import { placeHold } from '../../../../cli/holds/place.ts';
import { HOLD } from '../../../../shared/api/hold-examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

describe('holds place', () => {
  it('sends reason and end, and says that stragglers may go out', async () => {
    const call = scriptedCall([answer(202, HOLD.inForce)]);
    const until = new Date('2026-03-01T18:00:00Z');
    expect(await placeHold(call, '*', { reason: 'OPS-317', until })).toBe(0);
    expect(new URL(call.requests[0]?.url ?? '').pathname).toBe('/v1/holds/*');
    expect(JSON.parse(call.requests[0]?.body ?? '')).toEqual({
      reason: 'OPS-317',
      until: '2026-03-01T18:00:00.000Z',
    });
    expect(call.sink.written()).toContain('state\tin-force\n');
    expect(call.told).toEqual(['For up to 10 seconds more, stragglers may still be published.']);
  });

  it('says that it was held before', async () => {
    const call = scriptedCall([answer(200, HOLD.inForce)]);
    expect(await placeHold(call, 'enrichMobile', {})).toBe(0);
    expect(call.told).toEqual(['It was held before, and stays as it was: reason and end are those of then.']);
  });
});
