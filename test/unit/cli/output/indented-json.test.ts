import { describe, expect, it } from 'vitest';
import { indentedJson } from '../../../../cli/output/indented-json.ts';

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
