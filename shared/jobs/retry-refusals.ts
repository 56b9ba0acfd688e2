/** The reasons why a retry by hand is refused: stable codes. */
export const RETRY_REFUSALS = [
  'in-progress',
  'completed',
  'needs-correction',
  'already-retried',
  'purged',
  'external',
] as const;
export type RetryRefusal = (typeof RETRY_REFUSALS)[number];
