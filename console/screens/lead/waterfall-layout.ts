/** All attempts of a lead, each from its submission to its end, on one scale of time. */
import type { Attempt } from '../../../client/index.ts';
import { momentOf } from '../../parts/moments.ts';
import { toneOf } from '../../parts/tones.ts';
import { STATUS_GROUPS } from '../jobs/job-conditions.ts';
import { timeScale } from './time-scale.ts';

/** A stretch or an instant of an attempt. */
interface Span {
  /** `step`: in a status; `wait`: until it is sent again; `end` and `delivery` are instants. */
  readonly kind: 'step' | 'wait' | 'end' | 'delivery';
  /** The status that it was in or ended with. */
  readonly name: string;
  /** When it began, as the gateway wrote it. */
  readonly at: string;
  /** When it is drawn from and to, in epoch milliseconds: never before the span that it follows. */
  readonly from: number;
  readonly to: number;
  /** Whether it goes on. */
  readonly isOpen: boolean;
}

/** A span, drawn on a line of its own: hundredths of the scale. */
export interface Line extends Span {
  readonly of: Attempt;
  readonly place: number;
  readonly width: number;
}

export interface Waterfall {
  readonly lines: readonly Line[];
  /** Whether a length twice as long is drawn twice as long. */
  readonly isEven: boolean;
}

/** The order in which an attempt comes to its statuses, whatever clocks say; any other is its last. */
const ORDER: readonly string[] = STATUS_GROUPS['Under way'];

/** A span without length is seen all the same; in hundredths. */
const SEEN = 1;

/**
 * @param attempts oldest first
 * @param now epoch milliseconds, by the gateway's clock: to it lasts what has not ended
 */
export function waterfallOf(attempts: readonly Attempt[], now: number): Waterfall {
  const spans = attempts.flatMap((of, i) =>
    spansOf(of, attempts[i + 1], now).map((span) => ({ ...span, of })),
  );
  const { placeOf, isEven } = timeScale(spans.flatMap(({ from, to }) => [from, to]));
  const lines = spans.map((span) => {
    const width = Math.max(SEEN, placeOf(span.to) - placeOf(span.from));
    return { ...span, place: Math.min(100 - width, placeOf(span.from)), width };
  });
  return { lines, isEven };
}

function spansOf(attempt: Attempt, next: Attempt | undefined, now: number): Span[] {
  const steps = stepsOf(attempt);
  const last = steps.at(-1);
  if (!last) return [];
  const before = steps.slice(0, -1);
  if (toneOf(last.name) === 'waiting') {
    return [...before, { ...last, to: Math.max(now, last.from), isOpen: true }, ...deliveryOf(attempt)];
  }
  const sentAgain = momentOf(next?.requestedAt ?? attempt.retryAt) ?? 0;
  const wait: Span = { ...last, kind: 'wait', name: 'retry', to: sentAgain, isOpen: sentAgain > now };
  const waits = sentAgain > last.from ? [wait] : [];
  return [...before, { ...last, kind: 'end' }, ...waits, ...deliveryOf(attempt)];
}

/** Modigie's clock may be behind the gateway's: then its times are drawn where those before them end. */
function stepsOf({ history }: Attempt): Span[] {
  const steps: Span[] = [];
  for (const { status, at } of history.toSorted((a, b) => rankOf(a.status) - rankOf(b.status))) {
    const before = steps.at(-1);
    const from = Math.max(before?.from ?? 0, momentOf(at) ?? 0);
    if (before) steps.splice(-1, 1, { ...before, to: from });
    steps.push({ kind: 'step', name: status, at, from, to: from, isOpen: false });
  }
  return steps;
}

function rankOf(status: string): number {
  const rank = ORDER.indexOf(status);
  return rank === -1 ? ORDER.length : rank;
}

function deliveryOf({ deliveredAt }: Attempt): Span[] {
  const from = momentOf(deliveredAt);
  if (from === undefined || deliveredAt === null) return [];
  return [{ kind: 'delivery', name: 'delivered', at: deliveredAt, from, to: from, isOpen: false }];
}
