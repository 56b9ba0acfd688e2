/** All attempts of a lead below each other, each from its submission to its end, on one scale of time. */
import type { Attempt } from '../../../client/index.ts';
import { momentOf } from '../../parts/moments.ts';
import { toneOf } from '../../parts/tones.ts';
import { type Tick, timeScale } from './time-scale.ts';

/** A stretch or an instant of an attempt. */
interface Span {
  /** `step`: in a status; `wait`: until it is sent again; `end` and `delivery` are instants. */
  readonly kind: 'step' | 'wait' | 'end' | 'delivery';
  /** The status that it was in or ended with. */
  readonly name: string;
  /** When it began, as the gateway wrote it. */
  readonly at: string;
  /** Milliseconds; 0 of an instant. */
  readonly lasts: number;
  /** Whether it goes on. */
  readonly isOpen: boolean;
}

/** A span, drawn: hundredths of the scale. */
export interface Part extends Span {
  readonly place: number;
  readonly width: number;
}

export interface Row extends Pick<Attempt, 'requestId' | 'attempt' | 'status' | 'reasonType'> {
  readonly parts: readonly Part[];
}

export interface Waterfall {
  readonly rows: readonly Row[];
  readonly ticks: readonly Tick[];
  /** Whether a length twice as long is drawn twice as long. */
  readonly isEven: boolean;
  /** The place of now, while something goes on or is to come. */
  readonly now: number | undefined;
  /** By how much (ms) Modigie's times are before those of the gateway that they follow; 0 if by none. */
  readonly skew: number;
}

/** The order in which an attempt comes to its statuses, whatever clocks say; any other is its last. */
const ORDER = ['accepted', 'published', 'created', 'validated', 'enqueued', 'dispatching', 'processing'];

/** A step that took no time is seen all the same; in hundredths. */
const SEEN = 0.4;

/**
 * @param attempts oldest first
 * @param now epoch milliseconds, by the gateway's clock: to it lasts what has not ended
 */
export function waterfallOf(attempts: readonly Attempt[], now: number): Waterfall {
  const drawn = attempts.map((attempt, i) => spansOf(attempt, attempts[i + 1], now));
  const spans = drawn.flatMap((row) => row.spans);
  const times = spans.flatMap(({ from, lasts }) => [from, from + lasts]);
  const goesOn = spans.some(({ isOpen }) => isOpen);
  const scale = timeScale(goesOn ? [...times, now] : times);
  return {
    rows: attempts.map(({ requestId, attempt, status, reasonType }, i) => ({
      requestId,
      attempt,
      status,
      reasonType,
      parts: (drawn[i]?.spans ?? []).map(({ from, ...span }) => {
        const place = scale.placeOf(from);
        const width = scale.placeOf(from + span.lasts) - place;
        return { ...span, place, width: span.kind === 'step' ? Math.max(SEEN, width) : width };
      }),
    })),
    ticks: scale.ticks,
    isEven: scale.isEven,
    now: goesOn ? scale.placeOf(now) : undefined,
    skew: Math.max(0, ...drawn.map(({ skew }) => skew)),
  };
}

interface Entered {
  readonly name: string;
  readonly at: string;
  /** Epoch milliseconds, never before the entry that it follows. */
  readonly from: number;
}

type Timed = Span & { readonly from: number };

function spansOf(attempt: Attempt, next: Attempt | undefined, now: number) {
  const { entries, skew } = inOrder(attempt);
  const last = entries.at(-1);
  if (!last) return { spans: [], skew };
  const isOpen = toneOf(last.name) === 'waiting';
  const steps = entries.slice(0, -1).map((entry, i) => step(entry, entries[i + 1]?.from ?? entry.from));
  const end: Timed = isOpen ? { ...step(last, now), isOpen } : { ...step(last, last.from), kind: 'end' };
  const waits = isOpen ? [] : waitAfter(last, next?.requestedAt ?? attempt.retryAt, now);
  return { spans: [...steps, end, ...waits, ...deliveryOf(attempt)], skew };
}

/** Modigie's clock may be behind the gateway's: then its times are drawn where those before them end. */
function inOrder({ history }: Attempt): { readonly entries: Entered[]; readonly skew: number } {
  const entries: Entered[] = [];
  let skew = 0;
  for (const { status, at } of history.toSorted((a, b) => rankOf(a.status) - rankOf(b.status))) {
    const [moment, before = Number.NEGATIVE_INFINITY] = [momentOf(at), entries.at(-1)?.from];
    if (moment === undefined) continue;
    skew = Math.max(skew, before - moment);
    entries.push({ name: status, at, from: Math.max(before, moment) });
  }
  return { entries, skew };
}

function rankOf(status: string): number {
  const rank = ORDER.indexOf(status);
  return rank === -1 ? ORDER.length : rank;
}

function step({ name, at, from }: Entered, until: number): Timed {
  return { kind: 'step', name, at, from, lasts: Math.max(0, until - from), isOpen: false };
}

/** @param until when it was or will be sent again; nothing waits without */
function waitAfter(end: Entered, until: string | null, now: number): Timed[] {
  const moment = momentOf(until);
  if (moment === undefined || moment <= end.from) return [];
  return [{ ...step(end, moment), kind: 'wait', name: 'retry', isOpen: moment > now }];
}

function deliveryOf({ deliveredAt }: Attempt): Timed[] {
  const from = momentOf(deliveredAt);
  if (from === undefined || deliveredAt === null) return [];
  return [{ kind: 'delivery', name: 'delivered', at: deliveredAt, from, lasts: 0, isOpen: false }];
}
