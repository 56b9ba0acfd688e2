/** The move of a ledger that is under way, as its file has it: read before any gateway may have the file. */
import type { DatabaseSync } from 'node:sqlite';

/** `out`: it goes on elsewhere. `in`: it is being filled. */
export type MoveDirection = 'in' | 'out';

interface OpenMove {
  readonly direction: MoveDirection;
  /** The name of the archive, as the person had it. */
  readonly archive: string;
  /** When it was begun, in RFC 3339. */
  readonly at: string;
}

interface MoveRow {
  readonly direction: MoveDirection;
  readonly archive: string;
  readonly begun_at: number;
}

const OPEN =
  'SELECT direction, archive, begun_at FROM moves WHERE ended_at IS NULL ORDER BY rowid DESC LIMIT 1';

/** @returns undefined for a ledger that is whole, and goes on here */
export function openMove(database: DatabaseSync): OpenMove | undefined {
  const row = database.prepare(OPEN).get() as MoveRow | undefined;
  if (!row) return undefined;
  const { direction, archive, begun_at } = row;
  return { direction, archive, at: new Date(begun_at).toISOString() };
}
