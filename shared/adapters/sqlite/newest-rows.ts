/** Pages of rows, the newest first, in the order of a column that rises with time and is each row's own. */
import type { LedgerFile } from './ledger-file.ts';

interface NewestQuery {
  readonly table: 'audit' | 'dead_letters' | 'erasures' | 'operations';
  readonly columns: string;
  /** The column that rises. */
  readonly place: string;
  /** From this place on. */
  readonly since?: string | undefined;
  /** Before this place. */
  readonly before: string | undefined;
  /** Columns with the value that they must have; undefined for any. */
  readonly equal?: Readonly<Record<string, string | undefined>>;
  readonly limit: number;
}

/**
 * @returns the rows of a page, and whether there are more behind them. An index serves each single
 * condition, and its rows are looked at for the others
 */
export function newestRows<Row>(
  file: LedgerFile,
  { table, columns, place, since, before, equal = {}, limit }: NewestQuery,
): { readonly page: Row[]; readonly hasMore: boolean } {
  const bounds: [condition: string, value: string][] = [];
  if (since !== undefined) bounds.push([`${place} >= ?`, since]);
  if (before !== undefined) bounds.push([`${place} < ?`, before]);
  for (const [column, value] of Object.entries(equal))
    if (value !== undefined) bounds.push([`${column} = ?`, value]);
  const where = bounds.map(([condition]) => condition).join(' AND ') || 'TRUE';
  const sql = `SELECT ${columns} FROM ${table} WHERE ${where} ORDER BY ${place} DESC LIMIT ?`;
  const rows = file.all<Row>(sql, ...bounds.map(([, value]) => value), limit + 1);
  return { page: rows.slice(0, limit), hasMore: rows.length > limit };
}
