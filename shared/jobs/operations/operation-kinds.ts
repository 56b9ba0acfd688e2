/** The kinds of operation: what is done to each of many things. Each has its work, or does not compile. */
export const OPERATION_KINDS = ['retry', 'replay', 'redeliver'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];
