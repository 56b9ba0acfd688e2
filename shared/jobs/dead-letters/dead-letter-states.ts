/** `waiting` for a person, until it was `redriven`, or `dropped` for good. */
export const DEAD_LETTER_STATES = ['waiting', 'redriven', 'dropped'] as const;
export type DeadLetterState = (typeof DEAD_LETTER_STATES)[number];
