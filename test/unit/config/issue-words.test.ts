import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describePath, inWords } from '../../../shared/config/issue-words.ts';

const wordsFor = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.map(inWords);

describe('what is wrong with a setting', () => {
  it.each([
    [z.string(), undefined, 'is required: give a string'],
    [z.record(z.string(), z.string()), undefined, 'is required: give an object'],
    [z.array(z.string()), null, 'must be an array, not null'],
    [z.number(), [], 'must be a number, not an array'],
    [z.strictObject({}), { a: 1 }, 'has the unknown member "a": leave it out, or mend its spelling'],
    [
      z.strictObject({}),
      { a: 1, b: 2 },
      'has the unknown members "a", "b": leave them out, or mend their spelling',
    ],
    [z.string('must be a name'), 7, 'must be a name'],
  ])('is told with the remedy', (schema, value, words) => {
    expect(wordsFor(schema, value)).toEqual([words]);
  });

  it('stands where the setting is, and where in it', () => {
    expect(describePath(['BUDGETS'])).toBe('BUDGETS');
    expect(describePath(['BUDGETS', 0, 'tag'])).toBe('BUDGETS (at /0/tag)');
  });
});
