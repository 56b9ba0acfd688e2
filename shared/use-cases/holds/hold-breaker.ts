import type { Outcome } from '../../jobs/events.ts';
import { type BreakerRules, type Findings, findingOf, observed } from '../../jobs/holds/breaker.ts';
import type { Hold } from '../../jobs/holds/hold.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { Clock } from '../../ports/clock.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Holds } from '../../ports/holds.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';
import { faultEvent } from '../store-fault.ts';
import type { KeptHolds } from './kept-holds.ts';

interface BreakerParts {
  readonly rules: BreakerRules;
  readonly holds: Holds;
  readonly holdsInForce: KeptHolds;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Looks after what becomes of the jobs, and holds a job type of which too much goes wrong. Of one function
 * instance, in its memory: the first that has seen enough places the hold, for all. It never releases.
 */
export class Breaker {
  readonly #parts: BreakerParts;
  /** By job type. */
  readonly #findings = new Map<string, Findings>();

  constructor(parts: BreakerParts) {
    this.#parts = parts;
  }

  /** Hears of each decision that was stored. A passing fault is not thrown: the next finding trips again. */
  async observe(outcome: Outcome, record: JobRecord | undefined): Promise<void> {
    const rule = record?.jobType == null ? undefined : this.#parts.rules.get(record.jobType);
    const finding = rule && record && findingOf(outcome, record);
    if (!rule || !record?.jobType || !finding) return;
    const { jobType } = record;
    const before = this.#findings.get(jobType) ?? [];
    const { findings, tripped } = observed(before, finding, rule);
    this.#findings.set(jobType, findings);
    if (tripped === undefined) return;
    try {
      await this.#hold(jobType, tripped);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      this.#findings.set(jobType, before);
      this.#parts.telemetry.emit(...faultEvent(error, 'store.unavailable', 'breaker'));
    }
  }

  /** A hold that is in force stays whose it is. */
  async #hold(name: string, reason: string): Promise<void> {
    const { holds, holdsInForce, clock, telemetry } = this.#parts;
    const hold: Hold = {
      name,
      origin: 'breaker',
      by: null,
      reason,
      since: clock.now(),
      until: null,
      ended: null,
    };
    if ((await holds.place(hold)) !== 'placed') return;
    holdsInForce.forget();
    telemetry.emit('breaker.tripped', { jobType: name, reason });
  }
}
