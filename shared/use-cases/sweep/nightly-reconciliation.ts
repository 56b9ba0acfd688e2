/** Once a night, what was accepted is held against what became of it (docs/reconcile.md). */
import { type Instant, later } from '../../jobs/instant.ts';
import { countKey } from '../../jobs/money/counted-as.ts';
import { type Day, dayOf } from '../../jobs/money/day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobStore } from '../../ports/job-store.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';
import { ALL_NARROWED, reconcile } from '../money/reconcile.ts';
import { faultEvent } from '../store-fault.ts';

interface NightlyContext {
  readonly store: Pick<JobStore, 'countAs'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** It begins in this hour, UTC. */
const HOUR = 3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days that are over, the latest first: longer than the most silent job is waited for. */
const DAYS = 35;
/**
 * So many sweeps look before a day that does not balance is told: while many jobs are retried, some of them
 * count twice at any moment, and other ones each time.
 */
const LOOKS = 5;
/** So long (ms) one look may take. */
const LOOK_MS = 10_000;

/** Of one instance: another one, in the same hour, may tell the same. */
export class NightlyReconciliation {
  readonly #context: NightlyContext;
  #doneOn: Day | undefined;
  #looks = 0;

  constructor(context: NightlyContext) {
    this.#context = context;
  }

  /**
   * Looks, where it is time for that. Never throws: the next sweep looks again.
   * @param until none is begun that could go on for longer
   */
  async look(until: Instant): Promise<void> {
    const { clock, telemetry } = this.#context;
    const now = clock.now();
    if (!this.#isDue(now) || later(now, LOOK_MS) > until) return;
    try {
      if (await this.#isTold(now)) {
        this.#doneOn = dayOf(now);
        this.#looks = 0;
      }
    } catch (error) {
      const [name, fields] = faultEvent(error, 'request.failed', 'reconcile');
      telemetry.emit(name, fields);
    }
  }

  /** Begun, it goes on in the sweeps that follow, whatever the hour is by then. */
  #isDue(now: Instant): boolean {
    if (this.#looks > 0) return true;
    return Math.floor((now % DAY_MS) / HOUR_MS) === HOUR && this.#doneOn !== dayOf(now);
  }

  /** @returns whether the outcome was told; else a later look tells it */
  async #isTold(now: Instant): Promise<boolean> {
    const { store, clock, telemetry } = this.#context;
    const days = Array.from({ length: DAYS }, (_, i) => dayOf(later(now, -(i + 1) * DAY_MS)));
    const [{ unbalanced }, accepted] = await Promise.all([
      reconcile({ store, clock, recounts: 0 }, days, [ALL_NARROWED]),
      store.countAs(days.map((day) => countKey('accepted', day, ALL_NARROWED))),
    ]);
    this.#looks += 1;
    if (unbalanced.length > 0 && this.#looks < LOOKS) return false;
    for (const { day, byOutcome, ...row } of unbalanced) {
      const counts = { accepted: row.accepted, accounted: row.accounted, ...byOutcome };
      telemetry.emit('reconcile.unbalanced', { day, counts });
    }
    const counts = { days: days.length, accepted, unbalanced: unbalanced.length };
    telemetry.emit('reconcile.finished', { counts });
    return true;
  }
}
