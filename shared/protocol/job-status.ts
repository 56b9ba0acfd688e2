/** The life cycle of a job at Modigie (docs/protocol.md §4.1). */

declare const brand: unique symbol;

/** A status that Modigie reports. The set is open: an unknown status is kept and shown. */
export type ReportedStatus = PublishedStatus | (string & { readonly [brand]: true });

/** `underway`: Modigie is at work; `ended`: the status is final; `unknown`: a status new to this version. */
export type Phase = 'underway' | 'ended' | 'unknown';

/** The place of a status in the life cycle. */
export interface Stage {
  readonly phase: Phase;
  /** Rises along the life cycle; 0 for an unknown status. */
  readonly rank: number;
}

/** A job has one ending. Rank decides between two that contradict each other, docs/protocol.md §10 (C23). */
const LIFE_CYCLE = {
  created: { phase: 'underway', rank: 1 },
  validated: { phase: 'underway', rank: 2 },
  enqueued: { phase: 'underway', rank: 3 },
  dispatching: { phase: 'underway', rank: 4 },
  processing: { phase: 'underway', rank: 5 },
  rejected: { phase: 'ended', rank: 6 },
  canceled: { phase: 'ended', rank: 7 },
  failed: { phase: 'ended', rank: 8 },
  completed: { phase: 'ended', rank: 9 },
} as const satisfies Record<string, Stage>;

const UNKNOWN: Stage = { phase: 'unknown', rank: 0 };

/** A status in Modigie's published documentation; the gateway's own `published` is none of them. */
export type PublishedStatus = keyof typeof LIFE_CYCLE;

/** The statuses that end a job. */
export type Ending = {
  [S in PublishedStatus]: (typeof LIFE_CYCLE)[S]['phase'] extends 'ended' ? S : never;
}[PublishedStatus];

/** Modigie's published statuses in the order of the life cycle. */
export const PUBLISHED_STATUSES = Object.keys(LIFE_CYCLE) as readonly PublishedStatus[];

/** @returns the place of a status; an unknown one is not taken for final, docs/protocol.md §4.1 (C24). */
export function stageOf(status: string): Stage {
  return Object.hasOwn(LIFE_CYCLE, status) ? LIFE_CYCLE[status as PublishedStatus] : UNKNOWN;
}

/** @returns whether the status is final: Modigie will not change the job again. */
export function isEnding(status: string): status is Ending {
  return stageOf(status).phase === 'ended';
}
