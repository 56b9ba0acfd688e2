/**
 * The life cycle of a job at Modigie (protocol.md §4). The set is open: unknown statuses are kept and shown.
 */

const RANKS: Readonly<Record<string, number>> = {
  created: 1,
  validated: 2,
  enqueued: 3,
  dispatching: 4,
  processing: 5,
  // Exactly one terminal status ends a job; the order among them only makes ties come out the same
  // everywhere.
  rejected: 6,
  canceled: 7,
  failed: 8,
  completed: 9,
};

const TERMINAL: ReadonlySet<string> = new Set(['completed', 'failed', 'canceled', 'rejected']);

/** Modigie's statuses in the order of the life cycle. */
export const KNOWN_STATUSES: readonly string[] = Object.keys(RANKS);

/** @returns how far along the life cycle a status is; 0 for one that is not known. */
export function rankOf(status: string): number {
  return Object.hasOwn(RANKS, status) ? (RANKS[status] ?? 0) : 0;
}

/**
 * @returns whether Modigie will never change a job in this status again. An unknown status is not known to be
 * final.
 */
export function isTerminal(status: string): boolean {
  return TERMINAL.has(status);
}
