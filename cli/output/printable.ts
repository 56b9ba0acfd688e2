/**
 * Text from elsewhere, as a terminal may show it. An escape sequence in a name would move the cursor, colour
 * the screen or set the window's title; a mark of direction would show the rest backwards.
 */

/** Control characters, marks of direction, line and paragraph separators, halves of a surrogate pair. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu;
const LINE_BREAK = '\n';
const SHORT: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export interface VisibleOptions {
  /** Whether line breaks stay: of a text of our own that quotes others. */
  readonly keepLines?: boolean;
}

/** @returns the text with each such character as the escape that JSON has for it, such as `\u001b` */
export function visible(text: string, { keepLines = false }: VisibleOptions = {}): string {
  return text.replace(OBEYED, (character) =>
    keepLines && character === LINE_BREAK ? character : (SHORT[character] ?? escapeOf(character)),
  );
}

/** @returns a cell of tab-separated values: visible, and a backslash doubled, so that it can be read back */
export function tsvCell(text: string): string {
  return visible(text.replaceAll('\\', '\\\\'));
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
