import { describe, expect, it } from 'vitest';
import { prettyJson } from '../../../../console/parts/json-text.ts';

describe('JSON as text', () => {
  it.each([
    {},
    [],
    'a "text" with {braces}, and \\ back\nslashes',
    7,
    null,
    { a: [], b: {}, c: [1, [2, { d: true }]], 'e:f': 'g,h' },
    [[[]], { a: { b: {} } }],
  ])('is laid out as JSON.stringify does: %j', (value) => {
    const pretty = JSON.stringify(value, null, 2);
    expect(prettyJson(JSON.stringify(value))).toBe(pretty);
    expect(prettyJson(pretty)).toBe(pretty);
  });

  it('keeps each number and each repeated member as it was sent', () => {
    expect(prettyJson('{"a":9007199254740993,"a":1.50e400}')).toBe(
      '{\n  "a": 9007199254740993,\n  "a": 1.50e400\n}',
    );
  });

  it('is shown, too, where it is none', () => {
    expect(prettyJson(']]} "open')).toContain(']');
    expect(prettyJson('')).toBe('');
  });

  it('is laid out in a moment however long and deep it is', () => {
    const deep = `${'['.repeat(50_000)}${'"\\"",'.repeat(20_000)}0${']'.repeat(50_000)}`;
    expect(prettyJson(deep).length).toBeLessThan(20_000_000);
  });
});
