import { describe, expect, it } from 'vitest';
import { ShowbackSchema } from '../../../shared/config/showback-variable.ts';

const read = (value: unknown) => ShowbackSchema.safeParse(value);
const messages = (value: unknown) =>
  read(value).error?.issues.map(({ path, message }) => [path.join('.'), message]);
const many = (length: number) => Array.from({ length }, (_, i) => `v${i}`);

describe('SHOWBACK_TAGS', () => {
  it('has the values of each tag, each once', () => {
    expect(read({ team: ['emea', 'apac', 'emea'], 'cost-center': ['4711'] }).data).toEqual(
      new Map([
        ['team', new Set(['emea', 'apac'])],
        ['cost-center', new Set(['4711'])],
      ]),
    );
    expect(read({}).data).toEqual(new Map());
  });

  it.each([
    [{ ['é'.repeat(64)]: ['x'.repeat(100)] }],
    [{ a: ['1'], b: ['1'], c: ['1'], d: ['a=b c'] }],
    [{ a: many(250), b: many(250) }],
  ])('takes %j', (tags) => {
    expect(read(tags).success).toBe(true);
  });

  it.each(['', 'a=b', 'a|b', 'a,b', 'a\nb', 'x'.repeat(65)])('refuses the name %j', (name) => {
    expect(messages({ [name]: ['emea'] })).toEqual([
      [
        name,
        'must be the name of a tag: 1 to 64 characters, none of them =, |, a comma or a control character',
      ],
    ]);
  });

  it.each(['day', 'jobType'])('refuses the name %j, which usage has for something else', (name) => {
    expect(messages({ [name]: ['emea'] })).toEqual([
      [name, expect.stringMatching(/^must not be day or jobType, .*: name the tag otherwise$/)],
    ]);
  });

  it.each(['', 'a|b', 'a\u0000', 'x'.repeat(101), 4711, null])('refuses the value %j', (value) => {
    expect(messages({ team: ['emea', value] })).toEqual([
      ['team.1', 'must be a string of 1 to 100 characters, none of them | or a control character'],
    ]);
  });

  it.each([
    [{ team: [] }, 'team', 'must list a value at least'],
    [{ a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: ['1'] }, '', 'takes at most 4 tags'],
    [{ a: many(250), b: many(251) }, '', 'takes at most 500 values'],
  ])('refuses %j', (tags, path, message) => {
    expect(messages(tags)).toEqual([[path, expect.stringContaining(message)]]);
  });

  it.each([['team'], { team: 'emea' }, 'team', null])('refuses %j', (tags) => {
    expect(read(tags).success).toBe(false);
  });
});
