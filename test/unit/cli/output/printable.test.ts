import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tsvCell, visible } from '../../../../cli/output/printable.ts';

describe('text from elsewhere', () => {
  it.each([
    ['a colour', '\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['a window title', '\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'],
    ['a sequence of one character', '\u009b2J', '\\u009b2J'],
    ['a carriage return over the line', 'safe\rgone', 'safe\\rgone'],
    ['a backspace and a delete', 'a\bb\u007f', 'a\\u0008b\\u007f'],
    ['a line and a tab', 'a\nb\tc', 'a\\nb\\tc'],
    ['an override of direction', 'gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['an isolate of direction', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['separators that are no line feed', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['half of a pair', 'a\ud83d', 'a\\ud83d'],
    [
      'letters of any script, and pictures',
      'Ünïcode 東京 עברית 👩‍👩‍👧 c:\\dir',
      'Ünïcode 東京 עברית 👩‍👩‍👧 c:\\dir',
    ],
  ])('is shown without being obeyed: %s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('keeps its lines where it is ours, and quotes others', () => {
    expect(visible('one\n  two\u001b[2J', { keepLines: true })).toBe('one\n  two\\u001b[2J');
  });
});

describe('a cell of tab-separated values', () => {
  it('has its own backslashes doubled, so that no other is taken for one of them', () => {
    expect(tsvCell('c:\\new\\u0041\t')).toBe('c:\\\\new\\\\u0041\\t');
  });

  it('is one cell of one line, whatever is in it, and can be read back', () => {
    const awkward = fc.string({
      unit: fc.constantFrom('\\', 't', 'n', 'u', '0', '\t', '\n', '\u001b', '東'),
    });
    fc.assert(
      fc.property(fc.oneof(awkward, fc.string({ unit: 'binary' })), (text) => {
        const cell = tsvCell(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(cell).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        expect(readBack(cell)).toBe(text);
      }),
    );
  });
});

/** As a program does. */
function readBack(cell: string): string {
  return cell.replaceAll(/\\(?:([tnr\\])|u([0-9a-f]{4}))/g, (_all, short, code) =>
    short
      ? (({ t: '\t', n: '\n', r: '\r' } as Record<string, string>)[short] ?? '\\')
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
