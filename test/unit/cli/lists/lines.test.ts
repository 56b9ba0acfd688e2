import { describe, expect, it } from 'vitest';
import type { TextEncoding } from '../../../../cli/lists/encoding.ts';
import { linesOf } from '../../../../cli/lists/lines.ts';
import { all, bytesOf, chunksOf, utf16be } from './bytes.ts';

const named = (label: string): TextEncoding => ({ label, isGuess: false });

function read(content: string | Buffer, { label = 'utf-8', size }: { label?: string; size?: number } = {}) {
  return all(linesOf(chunksOf(content, size), named(label)));
}
const textsOf = async (...asked: Parameters<typeof read>) =>
  (await read(...asked)).map(({ text, end }) => [text, end]);

/** A CRLF, a letter or a surrogate pair is cut at every place. */
const SIZES = [1, 2, 3, 5, 7, undefined];

describe.each(SIZES)('lines of a list that comes in chunks of %s bytes', (size) => {
  const cut = size === undefined ? {} : { size };

  it('end with LF, CRLF or CR, all of them in one list', async () => {
    expect(await textsOf('a\nbc\r\nd\re\r\r\n\n\rf', cut)).toEqual([
      ['a', '\n'],
      ['bc', '\r\n'],
      ['d', '\r'],
      ['e', '\r'],
      ['', '\r\n'],
      ['', '\n'],
      ['', '\r'],
      ['f', ''],
    ]);
  });

  it.each(['\n', '\r\n', '\r', ''])('are none after the last end: %j', async (end) => {
    expect(await textsOf(`a\nb${end}`, cut)).toEqual([
      ['a', '\n'],
      ['b', end],
    ]);
  });

  it('are numbered from 1, and say how many bytes there are up to their ends', async () => {
    const lines = await read('\uFEFFZoë\r\n\n😀\rend', cut);
    expect(lines.map(({ number, bytes }) => [number, bytes])).toEqual([
      [1, 9],
      [2, 10],
      [3, 15],
      [4, 18],
    ]);
  });

  it('have no byte order mark', async () => {
    expect(await textsOf('\uFEFFid\n1', cut)).toEqual([
      ['id', '\n'],
      ['1', ''],
    ]);
  });

  it.each([
    ['utf-16le', Buffer.from('Zoë 😀\r\n\nਊ\rഀ', 'utf16le')],
    ['utf-16be', utf16be('Zoë 😀\r\n\nਊ\rഀ')],
  ])('are read in %s: a byte of a letter that looks like CR or LF ends none', async (label, bytes) => {
    expect(await textsOf(bytes, { label, ...cut })).toEqual([
      ['Zoë 😀', '\r\n'],
      ['', '\n'],
      ['ਊ', '\r'],
      ['ഀ', ''],
    ]);
  });

  it.each([
    ['utf-16le', Buffer.from('\uFEFFid\r\n1\n', 'utf16le')],
    ['utf-16be', utf16be('\uFEFFid\r\n1\n')],
  ])('are read in %s without its byte order mark, which counts among the bytes', async (label, content) => {
    const lines = await read(content, { label, ...cut });
    expect(lines.map(({ text, bytes }) => [text, bytes])).toEqual([
      ['id', 10],
      ['1', content.length],
    ]);
  });

  it('are read in Windows-1252', async () => {
    const lines = await read(bytesOf('Zo\xeb\r\nO\x92Neill \x80\n'), { label: 'windows-1252', ...cut });
    expect(lines.map(({ text, isText }) => [text, isText])).toEqual([
      ['Zoë', true],
      ['O’Neill €', true],
    ]);
  });

  it('spoil no other when one is no UTF-8', async () => {
    const lines = await read(bytesOf('Zo\xc3\xab\nZo\xeb,x\nZo\xc3\xab\n'), cut);
    expect(lines.map(({ text, isText, bytes }) => [text, isText, bytes])).toEqual([
      ['Zoë', true, 5],
      ['Zo\uFFFD,x', false, 11],
      ['Zoë', true, 16],
    ]);
  });
});

describe('lines of a list', () => {
  it('are none where there is nothing', async () => {
    expect(await read('')).toEqual([]);
  });

  it('are text when a letter was lost before the list was written as UTF-8', async () => {
    expect(await read('Zo\uFFFD\n')).toMatchObject([{ text: 'Zo\uFFFD', isText: true }]);
  });

  it('keep a byte order mark that stands in their midst: two lists were put together', async () => {
    expect(await textsOf('id\n\uFEFFid')).toEqual([
      ['id', '\n'],
      ['\uFEFFid', ''],
    ]);
  });

  it.each([
    ['ends within a letter', Buffer.concat([Buffer.from('a\nb', 'utf16le'), Buffer.from([0x41])])],
    ['has half of a surrogate pair', Buffer.from('a\nb\uD83D', 'utf16le')],
  ])('are no text where UTF-16 %s', async (_name, content) => {
    const lines = await read(content, { label: 'utf-16le' });
    expect(lines.map(({ isText }) => isText)).toEqual([true, false]);
  });

  it('are cut where none ends for a million characters', async () => {
    const content = 'x'.repeat(2_500_000);
    const lines = await read(`${content}\nb\n`, { size: 65_536 });
    expect(Math.max(...lines.map(({ text }) => text.length))).toBe(1_000_000);
    expect(lines.map(({ text, end }) => text + end).join('')).toBe(`${content}\nb\n`);
    expect(lines.at(-1)?.text).toBe('b');
    expect(lines.map(({ isCut, isText }) => [isCut, isText])).toEqual([
      ...Array.from({ length: 3 }, () => [true, false]),
      [false, true],
    ]);
  });

  it('of two lists that are read in turns are each their own', async () => {
    const [one, other] = [
      linesOf(chunksOf('a\nb\nc\n', 99), named('utf-8')),
      linesOf(chunksOf('1\n2\n3\n', 99), named('utf-8')),
    ];
    const texts: string[] = [];
    for (let i = 0; i < 3; i += 1)
      for (const lines of [one, other]) {
        const { value } = await lines.next();
        if (value) texts.push(value.text);
      }
    expect(texts).toEqual(['a', '1', 'b', '2', 'c', '3']);
  });
});
