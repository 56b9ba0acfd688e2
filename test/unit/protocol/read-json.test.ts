import { describe, expect, it } from 'vitest';
import { readJson } from '../../../shared/protocol/read-json.ts';

const read = (text: string, maxDepth?: number) =>
  readJson(Buffer.from(text), maxDepth === undefined ? {} : { maxDepth });
const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

describe('JSON from outside', () => {
  it('is read with the text that it came as', () => {
    const text = ' {"a":[1,null],"n":9007199254740993} ';
    expect(read(text)).toEqual({ ok: true, value: JSON.parse(text), text, values: 5 });
  });

  it('may begin with a byte order mark', () => {
    expect(readJson(Buffer.from([0xef, 0xbb, 0xbf, 0x31]))).toEqual({
      ok: true,
      value: 1,
      text: '1',
      values: 1,
    });
  });

  it('has the last value of a repeated key', () => {
    expect(read('{"a":1,"a":2}')).toMatchObject({ value: { a: 2 } });
  });

  it.each([
    ['not-utf8', Buffer.from([0x22, 0xff, 0x22])],
    ['not-utf8', Buffer.from([0xed, 0xa0, 0x80])],
    ['not-json', Buffer.from('')],
    ['not-json', Buffer.from('{')],
    ['not-json', Buffer.from("{'a':1}")],
    ['not-json', Buffer.from('NaN')],
  ])('cannot be read when it is %s', (reason, bytes) => {
    expect(readJson(bytes)).toEqual({ ok: false, reason });
  });

  it('may nest 64 levels, and no more', () => {
    expect(read(nested(64))).toMatchObject({ ok: true });
    expect(read(nested(65))).toEqual({ ok: false, reason: 'nested-too-deep' });
    expect(read(`{"a":${nested(64)}}`)).toEqual({ ok: false, reason: 'nested-too-deep' });
  });

  it('may nest as deep as a caller says', () => {
    expect(read('[[1]]', 2)).toMatchObject({ ok: true });
    expect(read('[[[1]]]', 2)).toEqual({ ok: false, reason: 'nested-too-deep' });
    expect(read(nested(5_000), Number.POSITIVE_INFINITY)).toMatchObject({ ok: true });
  });

  it('may have 250,000 values, and no more', () => {
    const zeros = (count: number) => `[${'0,'.repeat(count - 1)}0]`;
    expect(read(zeros(249_999))).toMatchObject({ ok: true, values: 250_000 });
    expect(read(zeros(250_000))).toEqual({ ok: false, reason: 'too-many-values' });
  });

  it('may have as many values as a caller says, and is not parsed when it has more', () => {
    expect(readJson(Buffer.from('[0,0]'), { maxValues: 3 })).toMatchObject({ ok: true });
    expect(readJson(Buffer.from('[0,0,'), { maxValues: 3 })).toEqual({
      ok: false,
      reason: 'too-many-values',
    });
  });
});
