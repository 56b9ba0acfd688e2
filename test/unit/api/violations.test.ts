import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { kindOf, violationsOf } from '../../../shared/api/violations.ts';

const Schema = z.strictObject({
  name: z.string().max(3, 'must have at most 3 characters'),
  list: z.array(z.strictObject({ count: z.number() })),
  maybe: z.string().nullable().optional(),
  'a/b~c': z.object({}).optional(),
});
const violations = (input: unknown, base?: string) => {
  const { error } = Schema.safeParse(input);
  return error ? violationsOf(error, input, base).map(({ pointer, detail }) => `${pointer} ${detail}`) : [];
};

describe('violations', () => {
  it('say where (RFC 6901) and what to do, with the kind that was found', () => {
    expect(violations({ name: 7, list: [{ count: '1' }, { count: null }, { count: [] }] })).toEqual([
      '/name must be a string, not a number',
      '/list/0/count must be a number, not a string',
      '/list/1/count must be a number, not null',
      '/list/2/count must be a number, not an array',
    ]);
  });

  it('say what is missing', () => {
    expect(violations({})).toEqual(['/name is required: give a string', '/list is required: give an array']);
    expect(violations({ name: 'x', list: [{}] })).toEqual(['/list/0/count is required: give a number']);
  });

  it('name each property that is not known, escaped', () => {
    expect(violations({ name: 'x', list: [], 'x/y': 1, 'p~q': 2 })).toEqual([
      '/x~1y is not a known property; remove it or check its spelling',
      '/p~0q is not a known property; remove it or check its spelling',
    ]);
    expect(violations({ name: 'x', list: [], 'a/b~c': 7 })).toEqual([
      '/a~1b~0c must be an object, not a number',
    ]);
  });

  it('call a number with a fraction what it is not', () => {
    const Whole = z.strictObject({
      count: z.int(),
      priority: z.number().int('must be a whole number from 1 to 5'),
    });
    const of = (input: unknown) => violationsOf(Whole.safeParse(input).error ?? new z.ZodError([]), input);
    expect(of({ count: 1.5, priority: 1.5 }).map(({ detail }) => detail)).toEqual([
      'must be a whole number',
      'must be a whole number from 1 to 5',
    ]);
    expect(of({ count: '1' }).map(({ detail }) => detail)).toEqual([
      'must be a number, not a string',
      'is required: give a number',
    ]);
  });

  it("keep a rule's own words", () => {
    expect(violations({ name: 'long', list: [] })).toEqual(['/name must have at most 3 characters']);
  });

  it('begin at the base', () => {
    expect(violations({ name: true, list: [] }, '/payload')).toEqual([
      '/payload/name must be a string, not a boolean',
    ]);
  });

  it.each([
    [null, [' must be an object, not null']],
    [[], [' must be an object, not an array']],
    ['secret', [' must be an object, not a string']],
  ])('of a whole document that is none: %j', (input, expected) => {
    expect(violations(input)).toEqual(expected);
  });

  it('name a kind, whatever stands in the way', () => {
    const error = new z.ZodError([
      { code: 'invalid_type', expected: 'string', path: ['a', 'b'], message: '', input: undefined },
    ]);
    expect(violationsOf(error, { a: null })).toEqual([
      { pointer: '/a/b', detail: 'is required: give a string' },
    ]);
    expect(violationsOf(error, { a: 'text' })).toEqual([
      { pointer: '/a/b', detail: 'is required: give a string' },
    ]);
  });
});

describe('the kind of a value', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    ['', 'string'],
    [0, 'number'],
    [false, 'boolean'],
  ])('of %j is %s', (value, kind) => {
    expect(kindOf(value)).toBe(kind);
  });

  it('are fifty and a count of the others, however many there are', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 0]));
    const all = violations({ name: 'x', list: [], ...keys(50) });
    expect([all.length, all.at(-1)]).toEqual([
      50,
      '/k49 is not a known property; remove it or check its spelling',
    ]);
    expect(violations({ name: 'x', list: [], ...keys(51) }, '/job')).toHaveLength(51);
    expect(violations({ name: 'x', list: [], ...keys(51) }, '/job').at(-1)).toBe('/job has 1 more violation');
    const entries = Array.from({ length: 40 }, () => ({ count: '1' }));
    const mixed = violations({ name: 7, list: entries, ...keys(2_000) });
    expect([mixed.length, mixed.at(-1)]).toEqual([51, ' has 1991 more violations']);
  });

  it('cut a key that is very long', () => {
    const [told] = violations({ name: 'x', list: [], [`${'💥'.repeat(5_000)}`]: 1 });
    expect(told).toBe(`/${'💥'.repeat(50)}… is not a known property; remove it or check its spelling`);
  });
});
