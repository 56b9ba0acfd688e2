import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf, extentOf, hasMoreValuesThan } from '../../../shared/protocol/json-extent.ts';

const NONE = { maxDepth: Number.POSITIVE_INFINITY, maxValues: Number.POSITIVE_INFINITY };
const extent = (text: string, bounds = {}) => extentOf(Buffer.from(text), { ...NONE, ...bounds });

/** The same, said by walking through the parsed value. */
function count(value: unknown): number {
  const inner = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return inner.reduce<number>((sum, one) => sum + count(one), 1);
}
/** Levels of arrays and objects around the innermost value. */
function depth(value: unknown): number {
  const inner = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return inner.length === 0 ? 0 : 1 + Math.max(...inner.map(depth));
}

/** Any JSON text: with white space, and with what means something outside of texts in its texts. */
const texts = fc
  .tuple(
    fc.jsonValue({ stringUnit: fc.constantFrom('a', '"', '\\', ',', '[', ']', '{', '}', 'é', '\u2028') }),
    fc.constantFrom(undefined, 1, '\t', ' \r\n'),
  )
  .map(([value, space]) => JSON.stringify(value, null, typeof space === 'string' ? '\t' : space));

describe('the extent of a JSON text', () => {
  it('is the number of its values, whatever its texts hold', () => {
    fc.assert(fc.property(texts, (text) => void expect(extent(text)).toBe(count(JSON.parse(text)))));
    expect(extent('{"a":[1,{}, [ ] ,"x\\\\",",[{\\""],"b":{"c":null}}')).toBe(9);
  });

  it('is beyond a depth exactly when a value lies deeper', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 6 }), (text, maxDepth) => {
        const tooDeep = extent(text, { maxDepth }) === 'nested-too-deep';
        expect(tooDeep).toBe(depth(JSON.parse(text)) > maxDepth);
      }),
    );
  });

  it('is beyond a number of values exactly when it has more', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 12 }), (text, maxValues) => {
        const value = JSON.parse(text);
        expect(extent(text, { maxValues }) === 'too-many-values').toBe(count(value) > maxValues);
        expect(hasMoreValuesThan(maxValues, value)).toBe(count(value) > maxValues);
      }),
    );
  });

  it('is beyond the first bound that it comes to, and read no further', () => {
    expect(extent('[1,2,3,[[[1]]]]', { maxDepth: 2, maxValues: 3 })).toBe('too-many-values');
    expect(extent('[[[1]],1,2,3]', { maxDepth: 2, maxValues: 3 })).toBe('nested-too-deep');
  });

  it.each([' ', '\t', '\n', '\r'])('takes what holds nothing but %j for empty', (space) => {
    expect(extent(`[${space}]`)).toBe(1);
    expect(extent(`{${space}${space}}`)).toBe(1);
  });

  it('is told of any bytes, and quickly', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void extentOf(bytes, NONE)));
    for (const bytes of ['"', '"\\', '[', '{"a', ']]]]', '', '[ ']) expect(extent(bytes)).toBeGreaterThan(0);
  });

  it('has as many characters as its texts', () => {
    expect(charactersOf({ name: 'Ann', list: ['Lee', 3, null, { 'not counted': 'é😀' }], '': true })).toBe(9);
    expect(charactersOf('abc')).toBe(3);
    expect(charactersOf(new Array(1_000_000).fill('x'))).toBe(1_000_000);
  });

  it('of a value that refers to millions is told from the first of them', () => {
    const millions = { list: new Array(5_000_000).fill(0) };
    expect(hasMoreValuesThan(10, millions)).toBe(true);
  });
});
