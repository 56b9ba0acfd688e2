/** The kinds of operation that are asked for with a selection of jobs: by filter, by IDs, or all of them. */
export const JOB_KINDS = ['retry', 'replay', 'redeliver'] as const;

/** The kind of operation that is asked for with a selection of dead letters: by filter, or all of them. */
export const LETTER_KIND = 'redrive';

/** The kinds of operation that a person asks for as such. */
export const ASKED_KINDS = [...JOB_KINDS, LETTER_KIND] as const;

/** The kinds of operation: what is done to each of many things. Each has its work, or does not compile. */
export const OPERATION_KINDS = [...ASKED_KINDS, 'release'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];
