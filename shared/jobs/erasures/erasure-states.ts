/** Found and not begun; begun; all that can be reached is gone; something that can be reached is left. */
export const ERASURE_STATES = ['ready', 'erasing', 'done', 'incomplete'] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Most records of one erasure: more are hardly those of one person. */
export const MAX_RECORDS = 1_000;
