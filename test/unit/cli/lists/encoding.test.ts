import { describe, expect, it } from 'vitest';
import { encodingNamed, encodingOf } from '../../../../cli/lists/encoding.ts';
import { HEAD_BYTES } from '../../../../cli/lists/source.ts';
import { UserError } from '../../../../cli/output/user-error.ts';
import { bytesOf, utf16be } from './bytes.ts';

const UTF_8 = { label: 'utf-8', isGuess: false };
const LIST = 'firstName,lastName\nZoë,Ørsted\n';

describe('the encoding of a list', () => {
  it.each([
    ['ASCII', Buffer.from('firstName\nAnn\n'), UTF_8],
    ['nothing', Buffer.from(''), UTF_8],
    ['UTF-8', Buffer.from(LIST), UTF_8],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${LIST}`), UTF_8],
    ['UTF-16LE with a byte order mark', Buffer.from(`\uFEFF${LIST}`, 'utf16le'), ['utf-16le', false]],
    ['UTF-16BE with a byte order mark', utf16be(`\uFEFF${LIST}`), ['utf-16be', false]],
    ['UTF-16LE without one', Buffer.from(LIST, 'utf16le'), ['utf-16le', true]],
    ['UTF-16BE without one', utf16be(LIST), ['utf-16be', true]],
    ['Windows-1252', bytesOf('firstName\nZo\xeb\nO\x92Neill\n'), ['windows-1252', true]],
  ])('is told by its bytes: %s', (_name, head, told) => {
    const [label, isGuess] = Array.isArray(told) ? told : [told.label, told.isGuess];
    expect(encodingOf(head)).toEqual({ label, isGuess });
  });

  it.each([
    ['has zeros at any place', bytesOf(`firstName\n${'\0'.repeat(100)}\n`)],
    ['has a letter that was lost before', Buffer.from('firstName\nZo\uFFFD\n')],
    [
      'has damaged bytes among letters beyond ASCII',
      bytesOf('firstName\nZo\xc3\xab\nZo\xc3\xab\nZo\xeb\n\xff\n'),
    ],
    ['has damaged bytes after a byte order mark', bytesOf('\xef\xbb\xbffirstName\nZo\xeb\n')],
  ])('stays UTF-8 when the list %s', (_name, head) => {
    expect(encodingOf(head)).toEqual(UTF_8);
  });

  it('is UTF-8, too, when the end of the head cuts a letter in two', () => {
    const rows = Buffer.from('李,李\n'.repeat(HEAD_BYTES / 8));
    for (const shift of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const head = Buffer.concat([Buffer.from('y'.repeat(shift)), rows]).subarray(0, HEAD_BYTES);
      expect(encodingOf(head), `shifted by ${shift}`).toEqual(UTF_8);
    }
  });

  it('of bytes that are neither UTF-8 nor Windows-1252 is a guess: rows that are plain are read', () => {
    const head = bytesOf('firstName\n\x83\x81\x83\x8d\nAnn\n');
    expect(encodingOf(head)).toEqual({ label: 'utf-8', isGuess: true });
  });
});

describe('an encoding that a person names', () => {
  it.each([
    ['utf-8', 'utf-8'],
    ['UTF8', 'utf-8'],
    ['utf-16', 'utf-16le'],
    ['latin1', 'windows-1252'],
    ['windows-1250', 'windows-1250'],
    ['Shift_JIS', 'shift_jis'],
  ])('may have any name of the WHATWG Encoding Standard: %s', (name, label) => {
    expect(encodingNamed(name)).toEqual({ label, isGuess: false });
  });

  it.each(['utf-9', '', 'ebcdic'])('is refused when it is not known: %j', (name) => {
    expect(() => encodingNamed(name)).toThrow(UserError);
    expect(() => encodingNamed(name)).toThrow(`--encoding ${name} is not known: give utf-8`);
  });
});
