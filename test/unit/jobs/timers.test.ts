import { describe, expect, it } from 'vitest';
import { type Instant, instant, later } from '../../../shared/jobs/instant.ts';
import {
  isDue,
  SHARD_COUNT,
  wakeAt,
  wakeIfUndone,
  wakeOnSilence,
  wakeToPurge,
} from '../../../shared/jobs/timers.ts';
import { AT_START, DAY, id, MINUTE, publishedRecord, START } from '../../fixtures.ts';

const HOUR = 60 * MINUTE;

describe('a timer', () => {
  it('is due from its moment on', () => {
    const wake = wakeAt('a', 'retry', START);
    const due = [later(START, -1), START, later(START, 1)].map((now) => isDue(wake, now));
    expect(due).toEqual([false, true, true]);
  });

  it('that is not pending is never due', () => {
    expect(isDue(null, START)).toBe(false);
  });

  it('lies in the shard of its job, whatever it is for', () => {
    const shards = (['publish', 'silence', 'retry', 'deliver', 'purge'] as const).map(
      (purpose) => wakeAt('a', purpose, START).shard,
    );
    expect(new Set(shards).size).toBe(1);
  });

  it('lies in any shard as likely as in any other', () => {
    const shards = Array.from({ length: 8000 }, (_, i) => wakeAt(`lead-${i}`, 'retry', instant(1)).shard);
    const counts = Array.from({ length: SHARD_COUNT }, (_, n) => shards.filter((one) => one === n).length);
    expect(Math.min(...counts)).toBeGreaterThan(850);
  });
});

describe('the timer behind work that begins at once', () => {
  it('comes later each time that the work is not noted as done, up to an hour', () => {
    let record = { requestId: id('a'), wake: wakeAt('a', 'silence', START) };
    const waits = Array.from({ length: 8 }, () => {
      record = { ...record, wake: wakeIfUndone(record, 'publish', AT_START) };
      return (record.wake.at - START) / MINUTE;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(record.wake.tries).toBe(7);
  });

  it.each([
    ['after other work', () => wakeAt('a', 'publish', START)],
    ['after none', () => null],
  ])('begins anew %s', (_what, make) => {
    const next = wakeIfUndone({ requestId: id('a'), wake: make() }, 'deliver', AT_START);
    expect(next).toMatchObject({ for: 'deliver', tries: 0, at: later(START, MINUTE) });
  });
});

describe('the timer of a silence', () => {
  const silent = (silences: number, quietSince: Instant = START) => {
    const record = publishedRecord();
    return wakeOnSilence({ ...record, quietSince, publish: { ...record.publish, silences } }, AT_START);
  };

  it('doubles with each silence, up to a day', () => {
    const waits = [0, 1, 2, 3, 9].map((silences) => (silent(silences).at - START) / HOUR);
    expect(waits).toEqual([6, 12, 24, 24, 24]);
  });

  it('never passes the moment of giving up', () => {
    const quietSince = later(START, -31 * DAY + HOUR);
    expect(silent(0, quietSince)).toMatchObject({ for: 'silence', at: later(START, HOUR), tries: 0 });
  });
});

describe('the timer of a purge', () => {
  it('comes when the retention is over, counted from the end', () => {
    const record = { ...publishedRecord(), endedAt: later(START, -DAY) };
    expect(wakeToPurge(record, AT_START)).toMatchObject({ for: 'purge', at: later(START, 29 * DAY) });
  });

  it('is counted from now for a job that did not end', () => {
    expect(wakeToPurge(publishedRecord(), AT_START).at).toBe(later(START, 30 * DAY));
  });
});
