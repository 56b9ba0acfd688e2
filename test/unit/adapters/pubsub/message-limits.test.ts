import { describe, expect, it } from 'vitest';
import { requirePublishable } from '../../../../shared/adapters/pubsub/message-limits.ts';

const publish = (data: string, attributes: Record<string, string> = {}) =>
  requirePublishable({
    data: Buffer.from(data),
    attributes,
  });

describe('a message', () => {
  it('is publishable with data or attributes, and not with neither', () => {
    expect(() => publish('x')).not.toThrow();
    expect(() => publish('', { a: '' })).not.toThrow();
    expect(() => publish('')).toThrow(expect.objectContaining({ code: 'refused' }));
  });

  it.each([
    { googclient_x: 'x' },
    { '': 'x' },
    { ['x'.repeat(257)]: 'x' },
    { x: 'x'.repeat(1025) },
    Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, 'x'])),
  ])('with attributes that Pub/Sub does not take is refused', (attributes) => {
    expect(() => publish('x', attributes)).toThrow(expect.objectContaining({ code: 'refused' }));
  });
});
