import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/protocol/canonical-json.ts';

describe('canonical JSON (RFC 8785)', () => {
  it('is the same for equal values, whatever the order of their members', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: 1e2 })).toBe(
      '{"a":100,"b":[1,{"c":"é","d":null}]}',
    );
  });

  it('has no form for what is no JSON', () => {
    expect(() => canonicalJson(undefined)).toThrow(new TypeError('The value has no JSON form.'));
    expect(() => canonicalJson('\uD800')).toThrow();
  });
});
