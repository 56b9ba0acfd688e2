import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareTimestamps,
  parseTimestamp,
  timestampOf,
  toEpochMillis,
} from '../../../shared/protocol/timestamp.ts';

describe('versions', () => {
  it('keeps microseconds apart', () => {
    const [a, b] = [
      parseTimestamp('2021-10-27T15:45:37.842000Z'),
      parseTimestamp('2021-10-27T15:45:37.842001Z'),
    ];
    expect(a && b && compareTimestamps(a, b)).toBeLessThan(0);
  });

  it.each([
    ['2021-10-27T15:45:37Z', '2021-10-27T15:45:37.000000Z'],
    ['2021-10-27T15:45:37.8Z', '2021-10-27T15:45:37.800000Z'],
    ['2021-10-27T15:45:37.842000999Z', '2021-10-27T15:45:37.842000Z'],
    ['2021-10-27T17:45:37.842001+02:00', '2021-10-27T15:45:37.842001Z'],
    ['2021-10-27T10:15:37.842001-05:30', '2021-10-27T15:45:37.842001Z'],
    ['2021-10-27t15:45:37z', '2021-10-27T15:45:37.000000Z'],
    ['2021-10-27T23:59:00+23:59', '2021-10-27T00:00:00.000000Z'],
    ['2021-10-27T00:00:00-23:59', '2021-10-27T23:59:00.000000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
    ['0000-06-01T00:00:00+01:00', '0000-05-31T23:00:00.000000Z'],
    ['9999-06-01T00:00:00+01:00', '9999-05-31T23:00:00.000000Z'],
    ['2021-10-27 15:45:37Z', '2021-10-27T15:45:37.000000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
  });

  it.each([
    '',
    '2021',
    '2021-02-30T00:00:00Z',
    '2021-13-01T00:00:00Z',
    '2021-10-27T25:00:00Z',
    '2021-10-27 no',
    '2021-10-27T15:45:37',
    '0000-01-01T00:00:00+23:00',
    '2021-10-27T15:45:37+24:00',
    '2021-10-27T15:45:37+01:60',
    '9999-12-31T23:59:59-01:00',
    ' 2021-10-27T15:45:37Z',
    '2021-10-27T15:45:37Z ',
    '2021-10-27T15:45:37.Z',
    '2021-10-27T15:45:37+0100',
  ])('refuses %j', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it('knows how many days each month has, in its own form and in others', () => {
    for (const year of [1900, 2000, 2023, 2024])
      for (let month = 1; month <= 12; month += 1)
        for (let day = 0; day <= 32; day += 1) {
          const date = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
          const exists = day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
          const [own, other] = [`${date}T00:00:00.000000Z`, `${date}t00:00:00z`];
          const expected = exists ? own : undefined;
          expect([parseTimestamp(own), parseTimestamp(other)], date).toEqual([expected, expected]);
        }
  });

  it('orders like the instants they stand for, whatever their offsets', () => {
    const instants = fc.record({
      ms: fc.integer({ min: 0, max: 4e12 }),
      micros: fc.integer({ min: 0, max: 999 }),
    });
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: -12, max: 12 }), (a, b, hours) => {
        const text = ({ ms, micros }: typeof a, offset: number) => {
          const local =
            new Date(ms + offset * 3_600_000).toISOString().slice(0, 23) + String(micros).padStart(3, '0');
          return `${local}${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;
        };
        const [left, right] = [parseTimestamp(text(a, hours)), parseTimestamp(text(b, -hours))];
        if (!left || !right) throw new Error('both are valid');
        expect(Math.sign(compareTimestamps(left, right))).toBe(Math.sign(a.ms - b.ms || a.micros - b.micros));
      }),
    );
  });

  it('converts to and from milliseconds', () => {
    expect(toEpochMillis(timestampOf(1_700_000_000_123))).toBe(1_700_000_000_123);
  });
});
