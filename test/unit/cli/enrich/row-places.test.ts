import { describe, expect, it } from 'vitest';
import { RowPlaces } from '../../../../cli/enrich/row-places.ts';

const MANY = 10_000;
const idOf = (i: number) => `${i}_enrichMobile_1`;

describe('the places of rows', () => {
  it('are found by request ID, and no others, however many there are', () => {
    const places = new RowPlaces();
    for (let i = 0; i < MANY; i += 1) places.add(idOf(i), 100 * i, i % 2 === 0);
    for (let i = 0; i < MANY; i += 1) {
      expect(places.startOf(idOf(i))).toBe(100 * i);
      expect(places.isMissing(idOf(i))).toBe(i % 2 === 0);
    }
    expect(places.missing).toBe(MANY / 2);
    expect([places.startOf('other'), places.isMissing('other')]).toEqual([undefined, false]);
  });

  it('are of the first of two rows with one request ID', () => {
    const places = new RowPlaces();
    places.add('a', 7, true);
    places.add('a', 9, true);
    expect([places.startOf('a'), places.missing]).toEqual([7, 1]);
  });

  it('are missing until they are found, once', () => {
    const places = new RowPlaces();
    places.add('a', 0, true);
    places.add('b', 1, true);
    places.add('c', 2, false);
    for (const requestId of ['a', 'a', 'c', 'other']) places.found(requestId);
    expect([places.missing, places.isMissing('a'), places.isMissing('b')]).toEqual([1, false, true]);
    expect(places.startOf('a')).toBe(0);
  });
});
