import { describe, expect, it } from 'vitest';
import { fractionOf, hash32 } from '../../../shared/jobs/hash.ts';
import { instant, later } from '../../../shared/jobs/instant.ts';
import { isDue, SHARD_COUNT, wakeAt, wakeIfUndone, wakeToPurge } from '../../../shared/jobs/timers.ts';
import { AT_START, DAY, id, MINUTE, publishedRecord, START } from '../../fixtures.ts';

describe('a timer', () => {
  it('is due from its moment on', () => {
    const wake = wakeAt('a', 'retry', START);
    expect([later(START, -1), START, later(START, 1)].map((now) => isDue(wake, now))).toEqual([
      false,
      true,
      true,
    ]);
    expect(isDue(null, START)).toBe(false);
  });

  it('lies in the shard of its job, and all shards are used alike', () => {
    expect(wakeAt('a', 'retry', instant(1))).toMatchObject({
      shard: wakeAt('a', 'purge', instant(2)).shard,
      tries: 0,
    });
    const counts = Array.from({ length: SHARD_COUNT }, () => 0);
    for (let i = 0; i < 8000; i += 1)
      counts[wakeAt(`lead-${i}`, 'retry', instant(1)).shard] =
        (counts[wakeAt(`lead-${i}`, 'retry', instant(1)).shard] ?? 0) + 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
  });

  it('of work that is not noted comes later each time, and begins anew with other work', () => {
    let record = { requestId: id('a'), wake: wakeAt('a', 'silence', START) };
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      record = { requestId: id('a'), wake: wakeIfUndone(record, 'publish', AT_START) };
      waits.push((record.wake.at - START) / MINUTE);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(wakeIfUndone(record, 'deliver', AT_START)).toMatchObject({
      for: 'deliver',
      tries: 0,
      at: later(START, MINUTE),
    });
    expect(wakeIfUndone({ requestId: id('a'), wake: null }, 'deliver', AT_START)).toMatchObject({
      tries: 0,
    });
  });

  it('purges so long after the end, or after now when there was no end', () => {
    expect(wakeToPurge({ ...publishedRecord(), endedAt: later(START, -DAY) }, AT_START).at).toBe(
      later(START, 29 * DAY),
    );
    expect(wakeToPurge(publishedRecord(), AT_START).at).toBe(later(START, 30 * DAY));
  });
});

describe('the hash behind shards and jitter', () => {
  it('depends on every character', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', 'aa', 'lead-1', 'lead-2', 'lead-11'];
    expect(new Set(texts.map(hash32)).size).toBe(texts.length);
  });

  it('stays what it is: shards are stored', () => {
    expect([hash32(''), hash32('lead-1_enrichMobile_1'), hash32('ä')]).toMatchInlineSnapshot(`
      [
        2872998923,
        931236113,
        2618739704,
      ]
    `);
  });

  it('gives fractions from 0 to below 1', () => {
    const fractions = Array.from({ length: 2000 }, (_, i) => fractionOf(`x${i}`));
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
    expect(fractions.reduce((sum, one) => sum + one, 0) / 2000).toBeCloseTo(0.5, 1);
  });
});
