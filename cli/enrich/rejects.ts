/** Rows that a person has to correct: their own columns, and why. Corrected, the file is a list again. */
import type { Enriched } from './enrich-leads.ts';
import { carriedCells, linesOf, reasonOf } from './results.ts';

/** Endings after which a request is not sent again unless it is changed (docs/protocol.md §4.1). */
const TO_CORRECT: ReadonlySet<string> = new Set(['rejected', 'discarded', 'refused']);

/** Not a name that a list has for something of its own. */
export const REASON_COLUMN = 'modigie_reason';

/** @returns whether the row is worth correcting: it was not sent, or Modigie took no such request */
export function isReject(enriched: Enriched): boolean {
  return enriched.kind === 'skipped' || (enriched.kind === 'done' && TO_CORRECT.has(enriched.job.status));
}

/** @param carried places of the list's columns that the rejects have */
export function rejectRow(enriched: Enriched, carried: readonly number[]): string[] {
  const cells = carriedCells(enriched, carried);
  return [...cells, `${linesOf(enriched.row)}: ${reasonOf(enriched)}${newId(enriched)}`];
}

/** A request ID that was taken once stands for those values for good. */
function newId(enriched: Enriched): string {
  if (enriched.kind !== 'done' || enriched.id === undefined) return '';
  return ` (the corrected row needs a new id, such as ${enriched.id}-2)`;
}
