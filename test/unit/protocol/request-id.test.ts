import { describe, expect, it } from 'vitest';
import { isStorableRequestId, RequestIdSchema } from '../../../shared/protocol/request-id.ts';

const problemsOf = (id: unknown) =>
  RequestIdSchema.safeParse(id).error?.issues.map(({ message }) => message) ?? [];

describe('a request ID', () => {
  it.each([
    'a',
    'x'.repeat(128),
    'A.b_c~d-e',
    '...',
    '__x',
    'x__',
    'lead~two',
    'lead~2x',
    'a~2~b',
  ])('may be %j', (id) => {
    expect(problemsOf(id)).toEqual([]);
    expect(isStorableRequestId(id)).toBe(true);
  });

  it.each([
    [7, 'must be a string'],
    ['', 'must not be empty'],
    ['x'.repeat(129), 'must have at most 128 characters'],
    ['a/b', 'may contain only letters, digits and . _ ~ - (ASCII)'],
    ['ä', 'may contain only letters, digits and . _ ~ - (ASCII)'],
    ['a\n', 'may contain only letters, digits and . _ ~ - (ASCII)'],
    ['.', 'must not be "." or "..", nor begin and end with "__"'],
    ['..', 'must not be "." or "..", nor begin and end with "__"'],
    ['__name__', 'must not be "." or "..", nor begin and end with "__"'],
    ['____', 'must not be "." or "..", nor begin and end with "__"'],
    ['lead~2', 'must not end in "~" and digits: such IDs are reserved for retries'],
    ['lead~12', 'must not end in "~" and digits: such IDs are reserved for retries'],
  ])('may not be %j, and it is said why', (id, why) => {
    expect(problemsOf(id)).toContain(why);
  });

  it.each([
    '',
    'x'.repeat(129),
    'a/b',
    'a b',
    '.',
    '..',
    '__name__',
  ])('that arrives from outside as %j cannot be stored', (id) => {
    expect(isStorableRequestId(id)).toBe(false);
  });

  it('of a retry can be stored, though no company may choose it', () => {
    expect(isStorableRequestId('lead~2')).toBe(true);
  });
});
