/** How many columns of a terminal a text takes, and texts that are cut to some. */

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), by blocks. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u;
/** Shown as a picture, by itself or by variation selector 16. */
const PICTURE = /^\p{Emoji_Presentation}|\ufe0f/u;
/** Takes no column: marks without a letter, joiners, zero-width spaces. */
const NOTHING = /^[\p{M}\p{Cf}]+$/u;
const ASCII = /^[ -~]*$/;
const ELLIPSIS = '…';
/** Letters with more marks than a script has are a flood that takes one column. */
const MOST_UNITS = 32;
const REPLACEMENT = '\ufffd';

const segmenter = new Intl.Segmenter();

/** @param text that is printable */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += widthOf(segment);
  return width;
}

/** @returns the text, or as much of it as leaves a column for the ellipsis; no letter or picture is halved */
export function cutTo(text: string, width: number): string {
  if (ASCII.test(text)) return text.length <= width ? text : text.slice(0, width - 1) + ELLIPSIS;
  let [taken, whole, used] = ['', '', 0];
  for (const { segment } of segmenter.segment(text)) {
    used += widthOf(segment);
    if (used > width) return taken + ELLIPSIS;
    whole += segment.length > MOST_UNITS ? REPLACEMENT : segment;
    if (used < width) taken = whole;
  }
  return whole;
}

function widthOf(grapheme: string): number {
  if (NOTHING.test(grapheme)) return 0;
  return WIDE.test(grapheme) || PICTURE.test(grapheme) ? 2 : 1;
}
