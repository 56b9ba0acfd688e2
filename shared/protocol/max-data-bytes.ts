/**
 * Largest request body in bytes: 100 kB, Modigie's planning figure, taken as a limit (docs/protocol.md §2.7,
 * C3).
 */
export const MAX_DATA_BYTES = 100_000;
