/** How many columns of a terminal a text takes, and texts that are cut to some. */
import stringWidth from 'string-width';

const ASCII = /^[ -~]*$/;
const ELLIPSIS = '…';
/** Letters with more marks than a script has are a flood that takes one column. */
const MOST_UNITS = 32;
const REPLACEMENT = '\ufffd';

const segmenter = new Intl.Segmenter();

/** @param text that is printable */
export function displayWidth(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
}

/** @returns the text, or as much of it as leaves a column for the ellipsis; no letter or picture is halved */
export function cutTo(text: string, width: number): string {
  if (ASCII.test(text)) return text.length <= width ? text : text.slice(0, width - 1) + ELLIPSIS;
  let [taken, whole, used] = ['', '', 0];
  for (const { segment } of segmenter.segment(text)) {
    used += stringWidth(segment);
    if (used > width) return taken + ELLIPSIS;
    whole += segment.length > MOST_UNITS ? REPLACEMENT : segment;
    if (used < width) taken = whole;
  }
  return whole;
}
