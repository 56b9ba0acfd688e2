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
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|^[\u200C\u200D]{1,9}|[\u200C\u200D]{1,9}$/g;
const ODD_SPACE = /[\u00A0\u2007\u202F\u3000]/g;

/** Written by programs in place of nothing; a person may be called Null, but not NULL. */
const PLACEHOLDERS = new Set([
  'NULL',
  '(null)',
  '<null>',
  '\\N',
  'undefined',
  '[object Object]',
  'NaN',
  'N/A',
  'n/a',
]);
/** Errors of spreadsheets in any language, such as #N/A, #REF! and #BEZUG!; and marks alone. */
const PLACEHOLDER = /^(?:#[A-ZÄÖÜ/0]+[!?]?|-{1,3}|[–—.?])$/;
/** Words for nothing, which somebody may be called. */
const WORDS_FOR_NOTHING = new Set(['null', 'none', 'nil', 'n.a.', 'nan', 'unknown', 'undefined']);

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
const GUARDED = /^'(?=[=+\-@\t\r\n])/;

/** @param isName whether the cell is of a name, which may be a word for nothing */
export function tidyCell(cell: string, isName: boolean): TidyCell {
  const seen = cell.replace(INVISIBLE, '').replace(ODD_SPACE, ' ').trim();
  const bare = withoutQuotes(seen);
  const value = bare.replace(/[^\S\r\n]+/g, ' ').normalize('NFC');
  if (isPlaceholder(value, isName)) return { value: '', tidied: 'a placeholder' };
  if (bare !== seen) return { value, tidied: 'quotes' };
  return { value, tidied: cell.search(INVISIBLE) === -1 ? undefined : 'invisible characters' };
}

function isPlaceholder(value: string, isName: boolean): boolean {
  if (PLACEHOLDERS.has(value) || PLACEHOLDER.test(value)) return true;
  return !isName && WORDS_FOR_NOTHING.has(value.toLowerCase());
}

function withoutQuotes(text: string): string {
  for (const quotes of QUOTED) {
    const inner = quotes.exec(text)?.[1];
    if (inner !== undefined) return inner.trim();
  }
  return text.replace(GUARDED, '').replace(UNPAIRED, '$1$2').trim();
}
