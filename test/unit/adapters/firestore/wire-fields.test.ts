import { describe, expect, it } from 'vitest';
import { wireBytes, wireFields } from '../../../../shared/adapters/firestore/wire-fields.ts';

describe('a document on the wire', () => {
  it('has each value under its type', () => {
    const document = {
      text: 'ä',
      none: null,
      yes: true,
      whole: 1_767_225_600_123,
      part: 0.5,
      huge: 2 ** 60,
      negativeZero: -0,
      list: ['a', 1, []],
      nested: { a: { b: null } },
      '': 'a field without a name',
    };
    expect(wireFields(document)).toEqual({
      text: { stringValue: 'ä' },
      none: { nullValue: 'NULL_VALUE' },
      yes: { booleanValue: true },
      whole: { integerValue: 1_767_225_600_123 },
      part: { doubleValue: 0.5 },
      huge: { doubleValue: 2 ** 60 },
      negativeZero: { doubleValue: -0 },
      list: {
        arrayValue: { values: [{ stringValue: 'a' }, { integerValue: 1 }, { arrayValue: { values: [] } }] },
      },
      nested: { mapValue: { fields: { a: { mapValue: { fields: { b: { nullValue: 'NULL_VALUE' } } } } } } },
      '': { stringValue: 'a field without a name' },
    });
  });

  it.each([undefined, Symbol('x'), 1n, () => 1])('holds no other value, such as %s', (value) => {
    expect(() => wireFields({ nested: [value] })).toThrow(/A document holds no /);
  });

  it('is never larger than was reckoned', () => {
    expect(wireBytes('ä'.repeat(1_000))).toBeGreaterThan(2_000);
    expect(wireBytes({ name: ['a', 'bc', 1, null, true] })).toBeGreaterThan(3 + 5 * 10 + 10);
    expect(wireBytes({ ['ä'.repeat(100)]: 1 })).toBeGreaterThan(400);
  });
});
