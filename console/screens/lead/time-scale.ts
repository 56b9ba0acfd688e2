/** A scale of times on which a step of a second beside a silence of 30 days can still be seen. */

export interface Tick {
  /** In hundredths of the scale. */
  readonly at: number;
  /** Since its beginning, in milliseconds. */
  readonly elapsed: number;
}

export interface TimeScale {
  /** Whether lengths on it are as the times are; else short ones are drawn longer than they are. */
  readonly isEven: boolean;
  /** @returns the place of a time, in hundredths; one outside is at the end that it is nearer to */
  readonly placeOf: (time: number) => number;
  readonly ticks: readonly Tick[];
}

/** The shortest step takes so many hundredths, if a root can give them to it. */
const LEAST = 1.5;
/** Ticks stand so many hundredths apart: their labels have room on a narrow page, too. */
const APART = 16;
/** The square root, the fourth, …: at the last, a microsecond is seen beside 30 days. */
const POWERS = [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16];

/**
 * Every step between two times is as wide as its length to the power of p, with the largest p at which the
 * shortest one is seen: 1 as long as that will do, so that lengths are even; then a root, by which a longer
 * step stays wider than a shorter one.
 * @param times epoch milliseconds, in any order, repeated or not
 */
export function timeScale(times: readonly number[]): TimeScale {
  const marks = [...new Set(times)].sort((a, b) => a - b);
  const steps = marks.slice(1).map((mark, i) => mark - (marks[i] ?? mark));
  const power = POWERS.find((p) => shortestOf(steps, p) >= LEAST) ?? POWERS.at(-1) ?? 1;
  const places = placesOf(steps, power);
  return {
    isEven: power === 1,
    placeOf: (time) => placeAmong(marks, places, time),
    ticks: apart(marks.map((mark, i) => ({ at: places[i] ?? 0, elapsed: mark - (marks[0] ?? mark) }))),
  };
}

function shortestOf(steps: readonly number[], power: number): number {
  const widths = steps.map((step) => step ** power);
  return (100 * Math.min(...widths)) / sumOf(widths);
}

/** @returns where each mark is, of which there is one more than steps */
function placesOf(steps: readonly number[], power: number): number[] {
  const widths = steps.map((step) => step ** power);
  const sum = sumOf(widths);
  const places = [0];
  for (const width of widths) places.push((places.at(-1) ?? 0) + (100 * width) / sum);
  return places;
}

/** Between two marks, time is even. */
function placeAmong(marks: readonly number[], places: readonly number[], time: number): number {
  const behind = marks.findIndex((mark) => mark >= time);
  if (behind === -1) return places.at(-1) ?? 0;
  const [from = 0, to = 0] = [places[behind - 1], places[behind]];
  const [since = time, until = time] = [marks[behind - 1], marks[behind]];
  return behind === 0 || until === since ? to : from + ((to - from) * (time - since)) / (until - since);
}

/** @returns ticks with room between them: the first and the last, and others in their order */
function apart(ticks: readonly Tick[]): Tick[] {
  const last = ticks.at(-1);
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const room = tick.at - (kept.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
    if (tick === last || (room >= APART && (last?.at ?? 0) - tick.at >= APART)) kept.push(tick);
  }
  return kept;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
