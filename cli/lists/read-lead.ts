/** The values of a row that are ours, or why they are not those of a person. */
import { isLinkedInUserUrl } from '../../shared/protocol/linkedin.ts';
import { plainName } from './column-names.ts';
import type { Columns } from './columns.ts';
import type { CsvRecord } from './csv-records.ts';
import type { InputColumn } from './input-columns.ts';
import { type Tidied, tidyCell } from './tidy-cell.ts';

export interface LeadValues {
  /** Without those that are blank. */
  readonly values: ReadonlyMap<InputColumn, string>;
  /** The kind of thing that was taken away from a column's value. */
  readonly tidied: ReadonlyMap<InputColumn, Tidied>;
}

type HeaderAndColumns = { readonly header: readonly string[]; readonly columns: Columns };

/** @returns the values of a row; or why it must not be sent, in words of the list */
export function readLead(
  row: CsvRecord,
  { header, columns }: HeaderAndColumns,
): LeadValues | { readonly problem: string } {
  if (row.defect !== undefined) return { problem: row.defect };
  const beyond = row.cells.slice(header.length).filter((cell) => cell.trim() !== '');
  if (beyond.length > 0) return { problem: tooManyCells(row, header) };
  if (repeatsHeader(row, { header, columns })) return { problem: 'repeats the header' };
  const broken = [...columns.places].find(([, places]) =>
    places.some((place) => /[\r\n]/.test((row.cells[place] ?? '').trim())),
  );
  if (broken) return { problem: `${broken[0]} has a line break in it: is a quote missing?` };
  const lead = valuesOf(row, columns);
  const problem = [...lead.values]
    .map(([column, value]) => oddity(column, value))
    .find((odd) => odd !== undefined);
  return problem === undefined ? lead : { problem };
}

/** Of the columns that may hold a value, the first that does counts. */
function valuesOf({ cells }: CsvRecord, { places, anyUrl }: Columns): LeadValues {
  const values = new Map<InputColumn, string>();
  const tidied = new Map<InputColumn, Tidied>();
  for (const [column, found] of places) {
    const read = found.map((place) => ({ place, ...tidyCell(cells[place] ?? '') }));
    const meant = read.find(
      ({ place, value }) => value !== '' && (!anyUrl.has(place) || isLinkedInUserUrl(value)),
    );
    const what = (meant ?? read[0])?.tidied;
    if (what) tidied.set(column, what);
    if (meant) values.set(column, meant.value);
  }
  return { values, tidied };
}

/** @returns the lead's own ID, also of a row that must not be sent; undefined where there is none */
export function idOf(row: CsvRecord, { columns }: Pick<HeaderAndColumns, 'columns'>): string | undefined {
  const id = valuesOf(row, columns).values.get('id');
  return id === undefined || /[\r\n]/.test(id) ? undefined : id;
}

function tooManyCells({ cells }: CsvRecord, header: readonly string[]): string {
  const rest = cells.slice(header.length).map((cell) => JSON.stringify(cell));
  return (
    `has ${cells.length} fields where the header has ${header.length}; beyond it: ${rest.join(', ')}. ` +
    'A cell with the separator in it must stand in quotes'
  );
}

/** Lists are put together from several: then the header stands between them once more. */
function repeatsHeader({ cells }: CsvRecord, { header, columns }: HeaderAndColumns): boolean {
  const ours = [...columns.places.values()].flat().filter((place) => (cells[place] ?? '').trim() !== '');
  const isName = (place: number) => plainName(cells[place] ?? '') === plainName(header[place] ?? '');
  return ours.length >= 2 && ours.every(isName);
}

const NAMES: ReadonlySet<InputColumn> = new Set(['firstName', 'middleNames', 'lastName']);

/** A value that no person has, or that no person would have sent: each would be charged. */
function oddity(column: InputColumn, value: string): string | undefined {
  if (value.includes('\uFFFD'))
    return `${column} has the character \uFFFD where a letter was lost: correct it`;
  if (column !== 'tags' && value.startsWith('='))
    return `${column} is a formula of a spreadsheet: give its value`;
  if (!NAMES.has(column)) return undefined;
  if (/@|:\/\//.test(value)) return `${column} is an address: are the columns shifted?`;
  return /\p{L}/u.test(value) ? undefined : `${column} has no letter in it`;
}
