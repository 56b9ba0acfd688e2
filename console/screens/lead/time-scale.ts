/** A scale of times on which a step of a second beside a silence of 30 days can still be seen. */

export interface TimeScale {
  /** Whether lengths on it are as the times are; else short ones are drawn longer than they are. */
  readonly isEven: boolean;
  /** @returns the place of one of its times, in hundredths */
  readonly placeOf: (time: number) => number;
}

/** The shortest step takes so many hundredths, if a root can give them to it. */
const LEAST = 1.5;
/** By the sixteenth root, a microsecond is seen beside 30 days. */
const LEAST_POWER = 1 / 16;

/**
 * Every step between two times is as wide as its length to the power of p, with the largest p at which the
 * shortest one is seen: 1 as long as that will do, so that lengths are even; then a root, by which a longer
 * step stays wider than a shorter one.
 * @param times epoch milliseconds, in any order, repeated or not
 */
export function timeScale(times: readonly number[]): TimeScale {
  const marks = [...new Set(times)].sort((a, b) => a - b);
  const steps = marks.slice(1).map((mark, i) => mark - (marks[i] ?? mark));
  let power = 1;
  let widths = hundredths(steps, power);
  while (Math.min(...widths) < LEAST && power > LEAST_POWER) {
    power /= 2;
    widths = hundredths(steps, power);
  }
  let place = 0;
  const places = new Map(
    marks.map((mark, i) => {
      place += widths[i - 1] ?? 0;
      return [mark, place];
    }),
  );
  return {
    isEven: power === 1,
    placeOf: (time) => places.get(time) ?? 0,
  };
}

function hundredths(steps: readonly number[], power: number): number[] {
  const widths = steps.map((step) => step ** power);
  const sum = widths.reduce((before, width) => before + width, 0);
  return widths.map((width) => (100 * width) / sum);
}
