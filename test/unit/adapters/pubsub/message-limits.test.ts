import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../shared/adapters/pubsub/message-limits.ts';

const refused = (data: string, attributes: Record<string, string> = {}) =>
  refusalOf({
    data: Buffer.from(data),
    attributes,
  });

describe('a message', () => {
  it('is publishable with data or attributes, and not with neither', () => {
    expect(refused('x')).toBeUndefined();
    expect(refused('', { a: '' })).toBeUndefined();
    expect(refused('')).toMatchObject({ code: 'refused' });
  });

  it("may tell its trace, as those of Google's own clients do", () => {
    expect(refused('x', { googclient_traceparent: '00-a-b-01' })).toBeUndefined();
  });

  it.each([
    { googclient_x: 'x' },
    { GoogX: 'x' },
    { googclient_traceparent_: 'x' },
    { '': 'x' },
    { ['x'.repeat(257)]: 'x' },
    { x: 'x'.repeat(1025) },
    Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, 'x'])),
  ])('with attributes that Pub/Sub does not take is refused', (attributes) => {
    expect(refused('x', attributes)).toMatchObject({ code: 'refused' });
  });
});
