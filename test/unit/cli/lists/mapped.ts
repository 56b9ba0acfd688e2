import { type ColumnChoice, type Columns, columnsOf } from '../../../../cli/lists/columns.ts';

/** @returns by column of ours, the names of the columns that it is read from, the preferred one first */
export function mapped(names: readonly string[], chosen?: ColumnChoice): Record<string, string[]> {
  return byName(names, columnsOf(names, chosen));
}

export function byName(names: readonly string[], { places }: Columns): Record<string, string[]> {
  return Object.fromEntries([...places].map(([column, found]) => [column, found.map((i) => names[i] ?? '')]));
}
