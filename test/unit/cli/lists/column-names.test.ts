import { describe, expect, it } from 'vitest';
import { plainName } from '../../../../cli/lists/column-names.ts';

describe('the name of a column', () => {
  it.each([
    ['case', 'FIRSTNAME'],
    ['spaces', ' First  Name\t'],
    ['no-break spaces', 'First\u00A0Name'],
    ['underscores', 'first_name'],
    ['hyphens', 'first-name'],
    ['punctuation', 'First Name:*'],
    ['quotes', '"first name"'],
    ['curly quotes', '“First Name”'],
    ['apostrophes', "'firstName'"],
    ['a byte order mark', '\uFEFFfirstName'],
    ['a zero-width space', 'first\u200BName'],
    ['marks of direction', '\u202AfirstName\u202C\u200E'],
    ['a soft hyphen', 'first\u00ADName'],
    ['letters of double width', 'Ｆｉｒｓｔ　Ｎａｍｅ'],
  ])('means the same without regard to %s', (_name, name) => {
    expect(plainName(name)).toBe('firstname');
  });

  it.each([
    ['E-mail 1 - Value', 'email1value'],
    ['Vorname (privat)', 'vornameprivat'],
    ['Прізвище', 'прізвище'],
    ['Prénom', 'prénom'],
    ['姓', '姓'],
    ['#', ''],
    ['', ''],
  ])('keeps its letters and numbers: %s', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });
});
