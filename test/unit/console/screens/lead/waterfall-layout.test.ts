import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../../../client/index.ts';
import { type Row, waterfallOf } from '../../../../../console/screens/lead/waterfall-layout.ts';

const DAY = 86_400_000;
const at = (clock: string) => `2026-03-01T${clock}Z`;
const moment = (clock: string) => Date.parse(at(clock));

/** An attempt that came to these statuses at these times. */
function attempt(history: Readonly<Record<string, string>>, fields: Partial<Attempt> = {}): Attempt {
  const entries = Object.entries(history).map(([status, clock]) => ({ status, at: at(clock) }));
  return {
    requestId: 'lead-1',
    attempt: 1,
    status: entries.at(-1)?.status ?? 'accepted',
    reasonType: null,
    requestedAt: entries[0]?.at ?? at('09:00:00.000'),
    retryAt: null,
    deliveredAt: null,
    history: entries,
    ...fields,
  };
}

const COMPLETED = attempt(
  {
    accepted: '09:00:00.000000',
    created: '09:00:10.000000',
    processing: '09:00:20.000000',
    completed: '09:01:40.000000',
  },
  { deliveredAt: at('09:01:40.000') },
);
const LATER = moment('12:00:00');

/** How long (ms) each part of the first attempt lasts. */
const lengths = (rows: readonly Row[]) => rows[0]?.parts.map(({ from, to }) => to - from) ?? [];

const drawn = (rows: readonly Row[]) =>
  rows.map(({ parts }) =>
    parts.map(({ kind, name, place, width }) => [kind, name, Math.round(place), Math.round(width)]),
  );

describe('the waterfall of a lead', () => {
  it('has one attempt as steps, its end and its delivery', () => {
    const { rows, isEven, now, ticks } = waterfallOf([COMPLETED], LATER);
    expect(drawn(rows)).toEqual([
      [
        ['step', 'accepted', 0, 10],
        ['step', 'created', 10, 10],
        ['step', 'processing', 20, 80],
        ['end', 'completed', 100, 0],
        ['delivery', 'delivered', 100, 0],
      ],
    ]);
    expect({ isEven, now }).toEqual({ isEven: true, now: undefined });
    expect(ticks.map(({ elapsed }) => elapsed)).toEqual([0, 20_000, 100_000]);
    expect(rows[0]?.parts[2]).toMatchObject({ at: at('09:00:20.000000'), isOpen: false });
    expect(lengths(rows)).toEqual([10_000, 10_000, 80_000, 0, 0]);
  });

  it('has attempts below each other, with the wait between them', () => {
    const failed = attempt(
      { accepted: '09:00:00.000', failed: '09:00:20.000' },
      { reasonType: 'JobFailReason' },
    );
    const second = attempt(
      { accepted: '09:01:20.000', completed: '09:01:40.000' },
      { requestId: 'lead-1~2', attempt: 2 },
    );
    const { rows } = waterfallOf([failed, second], LATER);
    expect(drawn(rows)).toEqual([
      [
        ['step', 'accepted', 0, 20],
        ['end', 'failed', 20, 0],
        ['wait', 'retry', 20, 60],
      ],
      [
        ['step', 'accepted', 80, 20],
        ['end', 'completed', 100, 0],
      ],
    ]);
    expect(rows[0]).toMatchObject({
      requestId: 'lead-1',
      attempt: 1,
      status: 'failed',
      reasonType: 'JobFailReason',
    });
  });

  it('lasts to now while it has not ended', () => {
    const { rows, now } = waterfallOf(
      [attempt({ accepted: '09:00:00.000', published: '09:00:10.000' })],
      moment('09:00:40.000'),
    );
    expect(drawn(rows)).toEqual([
      [
        ['step', 'accepted', 0, 25],
        ['step', 'published', 25, 75],
      ],
    ]);
    expect(rows[0]?.parts.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(now).toBe(100);
  });

  it('takes a status that it does not know for one under way', () => {
    const { rows } = waterfallOf([attempt({ accepted: '09:00:00.000', polishing: '09:00:10.000' })], LATER);
    expect(rows[0]?.parts.at(-1)).toMatchObject({ kind: 'step', name: 'polishing', isOpen: true });
  });

  it('shows a retry that is to come, and where now is', () => {
    const { rows, now } = waterfallOf(
      [attempt({ accepted: '09:00:00.000', failed: '09:00:10.000' }, { retryAt: at('09:00:50.000') })],
      moment('09:00:25.000'),
    );
    expect(rows[0]?.parts.at(-1)).toMatchObject({ kind: 'wait', place: 20, width: 80, isOpen: true });
    expect(now).toBe(50);
  });

  it('shows a step of now whose beginning is ahead of the clock as one without length', () => {
    const { rows } = waterfallOf([attempt({ accepted: '09:00:10.000' })], moment('09:00:00.000'));
    expect(rows[0]?.parts).toMatchObject([{ name: 'accepted', isOpen: true }]);
    expect(lengths(rows)).toEqual([0]);
  });

  it('shows each of several statuses at one time', () => {
    const once = '09:00:00.000000';
    const { rows } = waterfallOf([attempt({ accepted: once, created: once, rejected: once })], LATER);
    expect(rows[0]?.parts).toMatchObject([
      { kind: 'step', name: 'accepted', place: 0, width: 0.4 },
      { kind: 'step', name: 'created', place: 0, width: 0.4 },
      { kind: 'end', name: 'rejected', place: 0, width: 0 },
    ]);
  });

  it('tells microseconds apart', () => {
    const { rows } = waterfallOf(
      [attempt({ created: '09:00:00.000100', processing: '09:00:00.000350', completed: '09:00:00.000600' })],
      LATER,
    );
    const processing = rows[0]?.parts[1];
    expect(lengths(rows)[0]).toBeCloseTo(0.25, 2);
    expect(processing?.place).toBeCloseTo(50, 0);
  });

  it('keeps the order of statuses where clocks differ, and their times as they came', () => {
    const { rows } = waterfallOf(
      [
        attempt({
          created: '08:59:59.500',
          dispatching: '08:59:59.900',
          accepted: '09:00:00.000',
          failed: '09:00:10.000',
        }),
      ],
      LATER,
    );
    expect(rows[0]?.parts.map(({ name, place }) => [name, place])).toEqual([
      ['accepted', 0],
      ['created', 0],
      ['dispatching', 0],
      ['failed', 100],
    ]);
    expect(rows[0]?.parts[1]?.at).toBe(at('08:59:59.500'));
  });

  it('can be read where a silence of 30 days follows steps of a second', () => {
    const start = moment('09:00:00.000');
    const day31 = new Date(start + 31 * DAY).toISOString();
    const silent = attempt({
      accepted: '09:00:00.000',
      published: '09:00:01.000',
      processing: '09:00:03.000',
    });
    const history = [...silent.history, { status: 'unanswered', at: day31 }];
    const { rows, isEven, ticks } = waterfallOf(
      [{ ...silent, status: 'unanswered', history }],
      start + 40 * DAY,
    );
    const widths = rows[0]?.parts.map(({ width }) => width) ?? [];
    expect(isEven).toBe(false);
    expect(Math.min(...widths.slice(0, 3))).toBeGreaterThan(1);
    expect(ticks.at(-1)).toEqual({ at: 100, elapsed: 31 * DAY });
  });

  it('has no wait where the next attempt was asked for before a late answer ended this one', () => {
    const late = attempt({ accepted: '09:00:00.000', completed: '09:10:00.000' });
    const second = attempt({ accepted: '09:05:00.000' }, { requestId: 'lead-1~2', attempt: 2 });
    const [first] = waterfallOf([late, second], LATER).rows;
    expect(first?.parts.map(({ kind }) => kind)).toEqual(['step', 'end']);
  });

  it('has a row for an attempt of which no time is known', () => {
    expect(waterfallOf([attempt({})], LATER)).toMatchObject({ rows: [{ attempt: 1, parts: [] }], ticks: [] });
  });
});
