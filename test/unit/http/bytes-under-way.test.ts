import { describe, expect, it } from 'vitest';
import { BytesUnderWay, SMALL_BODY_BYTES } from '../../../shared/http/bytes-under-way.ts';

const MIB = 2 ** 20;

describe('the account of bodies under way', () => {
  it('has room for large bodies up to its limit, and again once they are released', () => {
    const underWay = new BytesUnderWay({ small: 0, large: 3_000_000 });
    const first = underWay.hold(2_000_000);
    expect(first).toBeDefined();
    expect(underWay.hold(1_000_001)).toBeUndefined();
    expect(underWay.hold(1_000_000)).toBeDefined();
    first?.release();
    expect(underWay.hold(2_000_000)).toBeDefined();
  });

  it('gives bytes back once only', () => {
    const underWay = new BytesUnderWay({ small: 0, large: 1_000_000 });
    const first = underWay.hold(1_000_000);
    first?.release();
    const second = underWay.hold(1_000_000);
    first?.release();
    expect(underWay.hold(1_000_000)).toBeUndefined();
    second?.release();
    expect(underWay.hold(1_000_000)).toBeDefined();
  });

  it('keeps small bodies apart, which large ones never hinder', () => {
    const underWay = new BytesUnderWay({ small: 2 * SMALL_BODY_BYTES, large: 1_000_000 });
    expect(underWay.hold(1_000_000)).toBeDefined();
    expect(underWay.hold(SMALL_BODY_BYTES + 1)).toBeUndefined();
    expect(underWay.hold(SMALL_BODY_BYTES)).toBeDefined();
    expect(underWay.hold(SMALL_BODY_BYTES)).toBeDefined();
    expect(underWay.hold(1)).toBeUndefined();
  });

  it('follows the heap, and always has room for one body of the largest', () => {
    const batch = 10_000_000;
    const ofInstance = BytesUnderWay.ofHeap(batch, 259 * MIB);
    expect([1, 2, 3, 4].map(() => ofInstance.hold(batch) !== undefined)).toEqual([true, true, false, false]);
    const tiny = BytesUnderWay.ofHeap(batch, 64 * MIB);
    expect([1, 2].map(() => tiny.hold(batch) !== undefined)).toEqual([true, false]);
    const large = BytesUnderWay.ofHeap(batch, 1024 * MIB);
    expect(Array.from({ length: 12 }, () => large.hold(batch)).every((held) => held)).toBe(true);
  });
});
