import { describe, expect, it } from 'vitest';
import { tidyCell } from '../../../../cli/lists/tidy-cell.ts';

describe('a cell', () => {
  it.each([
    'Ann',
    'Ann Marie',
    "O'Neill",
    "'t Hooft",
    'D’Arcy',
    'Ann "Bo" Lee',
    "Ann 'Bo' Lee",
    'علی‌رضا',
    '👩‍💻 Inc',
    '+1 303-555-0142',
    '=SUM(A1)',
  ])('stays as it is: %s', (cell) => {
    expect(tidyCell(cell, false)).toEqual({ value: cell, tidied: undefined });
  });

  it.each([
    ['spaces', '  Ann Lee ', 'Ann Lee'],
    ['tabs and line ends', '\tAnn Lee\r\n', 'Ann Lee'],
    ['no-break spaces', '\u00A0Ann\u00A0Lee\u00A0', 'Ann Lee'],
    ['narrow no-break spaces', 'Ann\u202FLee\u202F', 'Ann Lee'],
    ['spaces of double width', '\u3000Ann\u3000Lee', 'Ann Lee'],
  ])('has no odd blanks, of which nothing is told: %s', (_name, cell, value) => {
    expect(tidyCell(cell, false)).toEqual({ value, tidied: undefined });
  });

  it.each(['', ' ', '\t', '\u00A0', '\r\n'])('is blank: %j', (cell) => {
    expect(tidyCell(cell, false)).toEqual({ value: '', tidied: undefined });
  });

  it.each([
    ['a byte order mark', '\uFEFFAnn'],
    ['a zero-width space', 'An\u200Bn'],
    ['marks of direction', '\u202AAnn\u202C\u200E'],
    ['isolates', '\u2068Ann\u2069'],
    ['a mark of an Arabic letter', '\u061CAnn'],
    ['a soft hyphen', 'An\u00ADn'],
    ['a word joiner', 'Ann\u2060'],
    ['a zero', 'Ann\u0000'],
    ['other control characters', '\u0001A\u007Fn\u0085n\u001F'],
    ['joiners that join nothing', '\u200CAnn\u200D'],
    ['blanks within marks', '\u200B Ann \u200B'],
  ])('has no invisible characters: %s', (_name, cell) => {
    expect(tidyCell(cell, false)).toEqual({ value: 'Ann', tidied: 'invisible characters' });
  });

  it('is blank with invisible characters alone', () => {
    expect(tidyCell('\u200B\uFEFF', false).value).toBe('');
  });

  it.each([
    '"Ann"',
    "'Ann'",
    '“Ann”',
    '„Ann“',
    '„Ann”',
    '«Ann»',
    '« Ann »',
    '‘Ann’',
    ' " Ann " ',
    '\u200B"Ann"',
    '"Ann',
    'Ann"',
  ])('has no quotes around it, nor one whose twin was lost: %s', (cell) => {
    expect(tidyCell(cell, false)).toEqual({ value: 'Ann', tidied: 'quotes' });
  });

  it.each([
    ["'+Plus", '+Plus'],
    ["'+1 303-555-0142", '+1 303-555-0142'],
    ["'=Equal", '=Equal'],
    ["'@home", '@home'],
    ["'-minus", '-minus'],
  ])('has no apostrophe that keeps a spreadsheet from computing it: %s', (cell, value) => {
    expect(tidyCell(cell, false)).toEqual({ value, tidied: 'quotes' });
  });
});

describe('a placeholder', () => {
  it.each([
    'NULL',
    '(null)',
    '<null>',
    '\\N',
    '#N/A',
    '#NA',
    '#REF!',
    '#VALUE!',
    '#NAME?',
    '#DIV/0!',
    'N/A',
    'n/a',
    'NaN',
    'undefined',
    '[object Object]',
    '-',
    '--',
    '–',
    '—',
    '.',
    '?',
  ])('is nothing: %s', (cell) => {
    for (const written of [cell, ` ${cell}\u00A0`, `"${cell}"`, `\uFEFF${cell}`])
      expect(tidyCell(written, false), written).toEqual({ value: '', tidied: 'a placeholder' });
  });

  it.each([
    'Null',
    'null',
    'Na',
    'NA',
    'None',
    'Nan',
    'Undefined',
    'N',
    'No',
    '0',
    'O-',
    'NULL Inc',
  ])('is not what somebody may be called: %s', (cell) =>
    expect(tidyCell(cell, true)).toEqual({ value: cell, tidied: undefined }));
});
