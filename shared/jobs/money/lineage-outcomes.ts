/** The outcomes of lineages, so that everything accepted is accounted for once (docs/reconcile.md). */

export const LINEAGE_OUTCOMES = [
  'completed',
  'failed',
  'canceled',
  'rejected',
  'discarded',
  'refused',
  'erased',
  'unanswered',
  'over-budget',
  'reused',
  'waiting',
] as const;

export type LineageOutcome = (typeof LINEAGE_OUTCOMES)[number];
