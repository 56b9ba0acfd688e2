/** A ledger that cannot be written fails thousands of times a minute: as often it would be in the log. */
import type { Clock } from '../../shared/ports/clock.ts';
import type { LogEventName, LogFields, Telemetry } from '../../shared/telemetry/log-events.ts';

/** They are about the ledger, and not about the job that met it. */
const OF_THE_LEDGER: readonly LogEventName[] = ['store.unavailable', 'store.misconfigured'];
const MINUTE_MS = 60_000;
/** So many of each reason are told in a minute. */
const TOLD_A_MINUTE = 5;

interface Told {
  readonly since: number;
  times: number;
  untold: number;
}

/**
 * @returns telemetry that tells of a ledger that fails a few times in a minute. The first entry of the next
 * minute has in `counts` how many were left out
 */
export function seldomTold(telemetry: Telemetry, clock: Pick<Clock, 'now'>): Telemetry {
  const seldom = new Seldom(telemetry, clock);
  return {
    emit: (event, fields = {}) => {
      if (OF_THE_LEDGER.includes(event)) seldom.tell(event, fields);
      else telemetry.emit(event, fields);
    },
  };
}

class Seldom {
  readonly #telemetry: Telemetry;
  readonly #clock: Pick<Clock, 'now'>;
  /** By event and reason. */
  readonly #told = new Map<string, Told>();

  constructor(telemetry: Telemetry, clock: Pick<Clock, 'now'>) {
    this.#telemetry = telemetry;
    this.#clock = clock;
  }

  tell(event: LogEventName, fields: LogFields): void {
    const key = `${event} ${fields.reason}`;
    const told = this.#told.get(key);
    if (told && this.#isSameMinute(told)) return this.#tellOnceMore(told, event, fields);
    this.#told.set(key, { since: this.#clock.now(), times: 1, untold: 0 });
    const untold = told?.untold ?? 0;
    this.#telemetry.emit(event, untold > 0 ? { ...fields, counts: { untold } } : fields);
  }

  #tellOnceMore(told: Told, event: LogEventName, fields: LogFields): void {
    if (told.times < TOLD_A_MINUTE) {
      told.times += 1;
      this.#telemetry.emit(event, fields);
    } else told.untold += 1;
  }

  #isSameMinute({ since }: Told): boolean {
    const now = this.#clock.now();
    return since <= now && now - since < MINUTE_MS;
  }
}
