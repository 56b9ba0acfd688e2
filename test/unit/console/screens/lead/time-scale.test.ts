import { describe, expect, it } from 'vitest';
import { timeScale } from '../../../../../console/screens/lead/time-scale.ts';

const SECOND = 1_000;
const DAY = 86_400_000;

describe('a scale of times', () => {
  it('is even where every step can be seen', () => {
    const { isEven, placeOf } = timeScale([0, 10, 40, 100]);
    expect(isEven).toBe(true);
    expect([0, 10, 40, 100].map(placeOf)).toEqual([0, 10, 40, 100]);
  });

  it('shows a step of a second beside a silence of 30 days, and the longer one as longer', () => {
    const { isEven, placeOf } = timeScale([0, SECOND, 3 * SECOND, 30 * DAY]);
    expect(isEven).toBe(false);
    const [first, second, third] = [placeOf(SECOND), placeOf(3 * SECOND), placeOf(30 * DAY)];
    expect(first).toBeGreaterThan(1.5);
    expect(second - first).toBeGreaterThan(first);
    expect(third - second).toBeGreaterThan(second - first);
    expect(third).toBeCloseTo(100);
  });

  it('shows a microsecond beside 30 days', () => {
    const { placeOf } = timeScale([0, 0.001, 30 * DAY]);
    expect(placeOf(0.001)).toBeGreaterThan(1.5);
  });

  it('is of one place where all times are equal, or there are none', () => {
    expect(timeScale([7, 7]).placeOf(7)).toBe(0);
    expect(timeScale([]).placeOf(7)).toBe(0);
  });

  it('has places that never fall, whatever the steps are', () => {
    const times = Array.from({ length: 60 }, (_, i) => (i % 7) ** 9 * i);
    const { placeOf } = timeScale(times);
    const places = times.toSorted((a, b) => a - b).map(placeOf);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.at(-1)).toBeCloseTo(100);
  });
});
