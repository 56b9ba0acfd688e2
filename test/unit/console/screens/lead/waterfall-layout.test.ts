import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../../../client/index.ts';
import { type Line, waterfallOf } from '../../../../../console/screens/lead/waterfall-layout.ts';

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

/** How long (ms) each line lasts. */
const lengths = (lines: readonly Line[]) => lines.map(({ from, to }) => to - from);

const drawn = (lines: readonly Line[]) =>
  lines.map(({ of, kind, name, place, width }) => [
    of.attempt,
    kind,
    name,
    Math.round(place),
    Math.round(width),
  ]);

describe('the waterfall of a lead', () => {
  it('has one attempt as steps, its end and its delivery', () => {
    const { lines, isEven } = waterfallOf([COMPLETED], LATER);
    expect(drawn(lines)).toEqual([
      [1, 'step', 'accepted', 0, 10],
      [1, 'step', 'created', 10, 10],
      [1, 'step', 'processing', 20, 80],
      [1, 'end', 'completed', 99, 1],
      [1, 'delivery', 'delivered', 99, 1],
    ]);
    expect(isEven).toBe(true);
    expect(lines[2]).toMatchObject({ at: at('09:00:20.000000'), isOpen: false });
    expect(lengths(lines)).toEqual([10_000, 10_000, 80_000, 0, 0]);
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
    const { lines } = waterfallOf([failed, second], LATER);
    expect(drawn(lines)).toEqual([
      [1, 'step', 'accepted', 0, 20],
      [1, 'end', 'failed', 20, 1],
      [1, 'wait', 'retry', 20, 60],
      [2, 'step', 'accepted', 80, 20],
      [2, 'end', 'completed', 99, 1],
    ]);
    expect(lines[1]?.of).toMatchObject({ requestId: 'lead-1', reasonType: 'JobFailReason' });
  });

  it('lasts to now while it has not ended', () => {
    const { lines } = waterfallOf(
      [attempt({ accepted: '09:00:00.000', published: '09:00:10.000' })],
      moment('09:00:40.000'),
    );
    expect(drawn(lines)).toEqual([
      [1, 'step', 'accepted', 0, 25],
      [1, 'step', 'published', 25, 75],
    ]);
    expect(lines.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('takes a status that it does not know for one under way', () => {
    const { lines } = waterfallOf([attempt({ accepted: '09:00:00.000', polishing: '09:00:10.000' })], LATER);
    expect(lines.at(-1)).toMatchObject({ kind: 'step', name: 'polishing', isOpen: true });
  });

  it('shows a retry that is to come', () => {
    const { lines } = waterfallOf(
      [attempt({ accepted: '09:00:00.000', failed: '09:00:10.000' }, { retryAt: at('09:00:50.000') })],
      moment('09:00:25.000'),
    );
    expect(lines.at(-1)).toMatchObject({ kind: 'wait', place: 20, width: 80, isOpen: true });
  });

  it('shows a step of now whose beginning is ahead of the clock as one without length', () => {
    const { lines } = waterfallOf([attempt({ accepted: '09:00:10.000' })], moment('09:00:00.000'));
    expect(lines).toMatchObject([{ name: 'accepted', isOpen: true }]);
    expect(lengths(lines)).toEqual([0]);
  });

  it('shows each of several statuses at one time', () => {
    const once = '09:00:00.000000';
    const { lines } = waterfallOf([attempt({ accepted: once, created: once, rejected: once })], LATER);
    expect(lines).toMatchObject([
      { kind: 'step', name: 'accepted', place: 0, width: 1 },
      { kind: 'step', name: 'created', place: 0, width: 1 },
      { kind: 'end', name: 'rejected', place: 0, width: 1 },
    ]);
  });

  it('tells microseconds apart', () => {
    const { lines } = waterfallOf(
      [attempt({ created: '09:00:00.000100', processing: '09:00:00.000350', completed: '09:00:00.000600' })],
      LATER,
    );
    const processing = lines[1];
    expect(lengths(lines)[0]).toBeCloseTo(0.25, 2);
    expect(processing?.place).toBeCloseTo(50, 0);
  });

  it('keeps the order of statuses where clocks differ, and their times as they came', () => {
    const { lines } = waterfallOf(
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
    expect(lines.map(({ name, place }) => [name, place])).toEqual([
      ['accepted', 0],
      ['created', 0],
      ['dispatching', 0],
      ['failed', 99],
    ]);
    expect(lines[1]?.at).toBe(at('08:59:59.500'));
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
    const { lines, isEven } = waterfallOf([{ ...silent, status: 'unanswered', history }], start + 40 * DAY);
    const widths = lines.map(({ width }) => width);
    expect(isEven).toBe(false);
    expect(Math.min(...widths.slice(0, 3))).toBeGreaterThan(1);
  });

  it('has no wait where the next attempt was asked for before a late answer ended this one', () => {
    const late = attempt({ accepted: '09:00:00.000', completed: '09:10:00.000' });
    const second = attempt({ accepted: '09:05:00.000' }, { requestId: 'lead-1~2', attempt: 2 });
    const { lines } = waterfallOf([late, second], LATER);
    expect(lines.filter(({ of }) => of === late).map(({ kind }) => kind)).toEqual(['step', 'end']);
  });

  it('has no line for an attempt of which no time is known', () => {
    expect(waterfallOf([attempt({})], LATER)).toEqual({ lines: [], isEven: true });
  });
});
