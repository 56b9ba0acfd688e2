/** A cell as a person meant it, without what programs leave around it. */

export type Tidied = 'invisible characters' | 'quotes' | 'a placeholder';

interface TidyCell {
  /** Blank where nothing was meant. */
  readonly value: string;
  /** The kind of thing that was taken away, beside blanks around it. */
  readonly tidied: Tidied | undefined;
}

/** Control characters, marks of width, direction and byte order; not what joins letters within a word. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|^[\u200C\u200D]+|[\u200C\u200D]+$/g;
const ODD_SPACE = /[\u00A0\u2007\u202F\u3000]/g;

/** Written by programs in place of nothing; a person may be called Null, but not NULL. */
const PLACEHOLDERS = new Set([
  'NULL',
  '(null)',
  '<null>',
  '\\N',
  '#N/A',
  '#N/V',
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
  '---',
  '–',
  '—',
  '.',
  '?',
]);

const QUOTED: readonly RegExp[] = [
  /^"(.*)"$/s,
  /^'(.*)'$/s,
  /^“(.*)”$/s,
  /^„(.*)[“”]$/s,
  /^«(.*)»$/s,
  /^‘(.*)’$/s,
];
/** The one quote of a text, at its beginning or its end: its twin was lost. */
const UNPAIRED = /^"([^"]*)$|^([^"]*)"$/;
/** An apostrophe that keeps a spreadsheet from computing the cell. */
const GUARDED = /^'(?=[=+\-@])/;

export function tidyCell(cell: string): TidyCell {
  const seen = cell.replace(INVISIBLE, '').replace(ODD_SPACE, ' ').trim();
  const value = withoutQuotes(seen);
  if (PLACEHOLDERS.has(value)) return { value: '', tidied: 'a placeholder' };
  if (value !== seen) return { value, tidied: 'quotes' };
  return { value, tidied: cell.search(INVISIBLE) === -1 ? undefined : 'invisible characters' };
}

function withoutQuotes(text: string): string {
  for (const quotes of QUOTED) {
    const inner = quotes.exec(text)?.[1];
    if (inner !== undefined) return inner.trim();
  }
  return text.replace(GUARDED, '').replace(UNPAIRED, '$1$2').trim();
}
