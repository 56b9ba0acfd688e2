/** Is the clock of this machine right? Google refuses tokens that are signed by a wrong one. */
import { deviation, type FindingView, inOrder } from '../../../shared/api/ledger-report.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { SET_CLOCK } from './credentials.ts';
import type { WireTransport } from './wire-transport.ts';

/** Google takes some minutes; clocks that are kept by the network differ by less than a second. */
const MOST_APART_MS = 60_000;
/** The header Date has whole seconds (RFC 9110 §6.6.1). */
const SECOND_MS = 1_000;

interface ClockCheck {
  readonly send: WireTransport;
  /** Any address of Google's: each answer has the time, that of a refusal too. */
  readonly url: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** @returns no finding where nobody answers, or does not tell the time: others tell of that */
export async function checkClock({ send, url, clock }: ClockCheck): Promise<FindingView[]> {
  const from = clock.now();
  const date = (await send({ url }).catch(() => undefined))?.date;
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const apart = Math.max(from - (theirs + SECOND_MS), theirs - clock.now(), 0);
  if (apart <= MOST_APART_MS)
    return [inOrder('clock', 'the clock of this machine agrees with that of Google')];
  return [
    deviation({
      check: 'clock',
      state: 'wrong',
      seen: `the clock of this machine is ${from > theirs ? 'fast' : 'slow'}`,
      expected: `that of Google, to ${MOST_APART_MS / SECOND_MS} s`,
      actual: `${Math.round(apart / SECOND_MS)} s apart`,
      fix: SET_CLOCK,
    }),
  ];
}
