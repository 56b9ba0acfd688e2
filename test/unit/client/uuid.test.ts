import { describe, expect, it } from 'vitest';
import { uuidV7 } from '../../../client/uuid.ts';
import { RequestIdSchema } from '../../../shared/protocol/request-id.ts';
import { DAY, START } from '../../fixtures.ts';

describe('a request ID that the client makes up', () => {
  it('has the form of a UUID of version 7, which a gateway takes (RFC 9562 §5.7)', () => {
    for (let i = 0; i < 200; i += 1) {
      const id = uuidV7(START + i);
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(RequestIdSchema.parse(id)).toBe(id);
    }
  });

  it.each([0, 1, START, 2 ** 32, 2 ** 48 - 1])('begins with the time: %i', (now) => {
    const [high = '', low = ''] = uuidV7(now).split('-');
    expect(Number.parseInt(high + low, 16)).toBe(now);
  });

  it('sorts after those of an earlier millisecond', () => {
    const ids = Array.from({ length: 300 }, (_, i) => uuidV7(START + i * (i % 2 ? 1 : DAY)));
    const times = Array.from({ length: 300 }, (_, i) => i * (i % 2 ? 1 : DAY));
    const byTime = ids.map((id, i) => ({ id, time: times[i] ?? 0 })).toSorted((a, b) => a.time - b.time);
    expect(byTime.map(({ id }) => id)).toEqual(ids.toSorted());
  });

  it('is another each time', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => uuidV7(START))).size).toBe(10_000);
  });
});
