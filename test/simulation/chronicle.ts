/** The transitions and events of a world, in their order. */

import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { LogFields } from '../../shared/telemetry/log-events.ts';
import { DAY, START } from './world-settings.ts';

export class Chronicle {
  readonly #clock: Clock;
  readonly transitions: string[] = [];
  readonly events: string[] = [];
  /** One line for each event, with its day. */
  readonly trace: string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  noteWrite(before: JobRecord | undefined, after: JobRecord): void {
    if (before?.status !== after.status)
      this.transitions.push(`${before?.status ?? 'nothing'} → ${after.status}`);
  }

  noteEvent(event: string, { requestId = '', reason = '' }: LogFields): void {
    this.events.push(event);
    const day = ((this.#clock.now() - START) / DAY).toFixed(3);
    this.trace.push(`day ${day} ${event} ${requestId} ${reason}`);
  }
}
