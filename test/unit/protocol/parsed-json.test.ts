import { describe, expect, it } from 'vitest';
import { parsedJson } from '../../../shared/protocol/parsed-json.ts';

describe('a text', () => {
  it('that is JSON is its value', () => {
    expect(parsedJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(parsedJson('null')).toBeNull();
  });

  it.each([null, '', '{', 'undefined', '\uFEFF{}'])('that is none is undefined: %j', (text) => {
    expect(parsedJson(text)).toBeUndefined();
  });
});
