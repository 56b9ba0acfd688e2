/** The name of the hold of all job types. */
export const ALL_JOB_TYPES = '*';

/** By whom a hold was placed: a person, or the breaker that looks after what becomes of the jobs. */
export const HOLD_ORIGINS = ['operator', 'breaker'] as const;
export type HoldOrigin = (typeof HOLD_ORIGINS)[number];
