/** Rows that a person has to correct: their own columns, and why. Corrected, the file is a list again. */
import { refusalAfter } from '../../shared/jobs/retry-policy.ts';
import { carriedCells, linesOf, type Recalled, reasonOf } from './results.ts';

/** Not a name that a list has for something of its own. */
export const REASON_COLUMN = 'modigie_reason';

/** @returns whether the row is worth correcting: it was not sent, or Modigie took no such request */
export function isReject(enriched: Recalled): boolean {
  if (enriched.kind === 'skipped') return true;
  return enriched.kind === 'done' && refusalAfter(enriched.job.status) === 'needs-correction';
}

/** @param carried places of the list's columns that the rejects have */
export function rejectRow(enriched: Recalled, carried: readonly number[]): string[] {
  const cells = carriedCells(enriched, carried);
  return [...cells, `${linesOf(enriched.row)}: ${reasonOf(enriched)}${newId(enriched)}`];
}

/** A request ID that was taken once stands for those values for good. */
function newId(enriched: Recalled): string {
  if (enriched.kind !== 'done' || enriched.id === undefined) return '';
  return ` (the corrected row needs a new id, such as ${enriched.id}-2)`;
}
