import { describe, expect, it } from 'vitest';
import { indentedJson, jsonText, parseVerbatim } from '../../../../cli/output/verbatim-json.ts';

describe('JSON for people', () => {
  it('is indented, with every number as it was written', () => {
    const json = '{"id":12345678901234567890,"rate":1.10,"big":[1e400],"text":"7","none":null}';
    expect(indentedJson(json)).toBe(
      [
        '{',
        '  "id": 12345678901234567890,',
        '  "rate": 1.10,',
        '  "big": [',
        '    1e400',
        '  ],',
        '  "text": "7",',
        '  "none": null',
        '}',
      ].join('\n'),
    );
  });
});

describe('JSON that is read and written again', () => {
  it.each([
    '9007199254740993',
    '-0',
    '1.0',
    '1E5',
    '1e400',
    '0.1',
    '42',
  ])('has the number %s as it was', (text) => {
    expect(jsonText(parseVerbatim(text))).toBe(text);
  });

  it('has common numbers as numbers', () => {
    expect(parseVerbatim('{"attempt":2,"list":[0.5]}')).toEqual({ attempt: 2, list: [0.5] });
  });

  it('has no character that a terminal obeys, and means the same', () => {
    const value = { '\u009b31m': 'a\u001b[31m\u009b2J\u202e\u2028\u007f\ud800', 'line\n': '\\n' };
    const text = jsonText(value);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});
