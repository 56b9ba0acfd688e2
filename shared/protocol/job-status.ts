/** The life cycle of a job at Modigie (docs/protocol.md §4). */

declare const brand: unique symbol;

/** A status as Modigie reports it. The set is open: a status that is new to this version is kept and shown. */
export type ReportedStatus = PublishedStatus | (string & { readonly [brand]: true });

/** `underway`: Modigie is still at work; `ended`: it will not change the job again; `unknown`: a new status. */
export type Phase = 'underway' | 'ended' | 'unknown';

/** Where a status stands in the life cycle. */
export interface Stage {
  readonly phase: Phase;
  /** Rises along the life cycle; 0 for an unknown status. */
  readonly rank: number;
}

/** Exactly one ending ends a job; the order among endings only makes ties come out the same everywhere. */
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

export type PublishedStatus = keyof typeof LIFE_CYCLE;

/** The statuses that end a job. */
export type Ending = {
  [S in PublishedStatus]: (typeof LIFE_CYCLE)[S]['phase'] extends 'ended' ? S : never;
}[PublishedStatus];

/** Modigie's published statuses in the order of the life cycle. */
export const PUBLISHED_STATUSES = Object.keys(LIFE_CYCLE) as readonly PublishedStatus[];

/** @returns where a status stands; an unknown status is not known to be final. */
export function stageOf(status: string): Stage {
  return Object.hasOwn(LIFE_CYCLE, status) ? LIFE_CYCLE[status as PublishedStatus] : UNKNOWN;
}

/** @returns whether Modigie will never change a job in this status again. */
export function isEnding(status: string): status is Ending {
  return stageOf(status).phase === 'ended';
}
