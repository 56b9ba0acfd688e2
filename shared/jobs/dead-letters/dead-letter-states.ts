/** `waiting` for a person, until it was `redriven`, or `dropped` for good. */
export const DEAD_LETTER_STATES = ['waiting', 'redriven', 'dropped'] as const;
export type DeadLetterState = (typeof DEAD_LETTER_STATES)[number];

/** How long a dead letter is kept, in milliseconds: 90 days. No request ID hangs on it. */
export const DEAD_LETTER_KEPT_MS = 90 * 86_400_000;
