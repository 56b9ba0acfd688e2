export const OPERATION_STATES = ['pending', 'running', 'aborting', 'done', 'aborted'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** Most things that are worked on together. */
export const MAX_PAGE = 100;
