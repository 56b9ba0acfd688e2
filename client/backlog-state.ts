/** The backlog as a gateway shows it. Held to the schemas of shared/api by test/unit/client/types.test.ts. */

/** All that is still to be done, by what it waits for; each thing is counted once. */
export interface Backlog {
  /** Timers that have come due: the next sweep does their work. */
  readonly dueNow: number;
  /** Attempts that are published or retried at a later time. */
  readonly later: number;
  /** Attempts that Modigie has, and that have not been silent for too long. */
  readonly waitingForModigie: number;
  /** Attempts that a hold keeps from being published. */
  readonly held: number;
  /** Results that are not known to be published yet. */
  readonly undelivered: number;
  /** Messages that were set aside, and that nobody has seen to. */
  readonly deadLetters: number;
  /** When the timer came due that is due for longest, whatever it is for; null where none is due. */
  readonly oldestDueAt: string | null;
  /** The gateway counts anew after ten seconds. */
  readonly countedAt: string;
}
