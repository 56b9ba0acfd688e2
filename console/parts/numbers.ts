/** Numbers as a person reads them. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SHARE = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** @returns a count with commas between its thousands */
export function inNumbers(count: number): string {
  return WHOLE.format(count);
}

/** @returns a part of a whole in percent; `–` of nothing */
export function inPercent(part: number, whole: number): string {
  return whole === 0 ? '–' : SHARE.format(part / whole);
}

/** @returns a count and its noun: `1 job`, `2 jobs` */
export function counted(count: number, noun: string): string {
  return `${inNumbers(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** @returns the sum of counts, whatever each is of */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
