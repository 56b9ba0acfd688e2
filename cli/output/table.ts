/** A table on a terminal: aligned, and no line wider than it. */
import { cutTo, displayWidth } from './display-width.ts';

export interface TableCell {
  /** Printable. */
  readonly text: string;
  /** Colours it, once it is cut. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** Of a column. */
export interface Header extends TableCell {
  /** Whether it is cut later than the others. */
  readonly isKept?: boolean | undefined;
}

const GAP = '  ';
/** How narrow columns are made, one step after the other, until all of them fit. */
const STEPS: readonly { readonly of: 'kept' | 'others' | 'all'; readonly least: number }[] = [
  { of: 'others', least: 8 },
  { of: 'kept', least: 40 },
  { of: 'others', least: 4 },
  { of: 'all', least: 1 },
];

/** @returns the lines, without line breaks */
export function tableLines(
  headers: readonly Header[],
  rows: readonly (readonly TableCell[])[],
  terminalWidth: number,
): string[] {
  const natural = headers.map(({ text }, i) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[i]?.text ?? '')), displayWidth(text)),
  );
  const widths = fitted(natural, headers, terminalWidth - GAP.length * (headers.length - 1));
  return [headers, ...rows].map((row) => lineOf(row, widths));
}

function lineOf(row: readonly TableCell[], widths: readonly number[]): string {
  const last = row.findLastIndex(({ text }) => text !== '');
  const cells = row.slice(0, last + 1).map(({ text, paint = (plain) => plain }, i) => {
    const cut = cutTo(text, widths[i] ?? 0);
    return paint(cut) + (i < last ? ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(cut))) : '');
  });
  return cells.join(GAP);
}

/** At each step, takes from the widest of its columns again and again. */
function fitted(natural: readonly number[], headers: readonly Header[], room: number): number[] {
  const widths = natural.map((width) => Math.min(width, Math.max(1, room)));
  for (const { of, least } of STEPS) {
    const isOfStep = headers.map(({ isKept }) => of === 'all' || (of === 'kept') === (isKept === true));
    for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
      const most = Math.max(...widths.filter((_, i) => isOfStep[i]));
      if (most <= least) break;
      widths[widths.findIndex((width, i) => isOfStep[i] && width === most)] = most - 1;
    }
  }
  return widths;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
