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

/** A row that must not be sent. */
export interface Unsent {
  /** Why, in words of the list. */
  readonly problem: string;
  /** Whether its cells are not what was meant, so that they stand under wrong names. */
  readonly isDamaged?: boolean;
}

const NAMES: ReadonlySet<InputColumn> = new Set(['firstName', 'middleNames', 'lastName']);

type HeaderAndColumns = { readonly header: readonly string[]; readonly columns: Columns };

/** @returns the values of a row; or why it must not be sent */
export function readLead(row: CsvRecord, { header, columns }: HeaderAndColumns): LeadValues | Unsent {
  if (row.defect !== undefined) return { problem: row.defect, isDamaged: true };
  const beyond = row.cells.slice(header.length).filter((cell) => cell.trim() !== '');
  if (beyond.length > 0) return { problem: tooManyCells(row, header), isDamaged: true };
  if (isShifted(row, { header, columns })) return { problem: SHIFTED, isDamaged: true };
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
    const read = found.map((place) => ({
      place,
      ...tidyCell(firstOf(cells[place] ?? ''), NAMES.has(column)),
    }));
    const meant = read.find(
      ({ place, value }) => value !== '' && (!anyUrl.has(place) || isLinkedInUserUrl(value)),
    );
    const what = (meant ?? read[0])?.tidied;
    if (what) tidied.set(column, what);
    if (meant) values.set(column, meant.value);
  }
  return { values, tidied };
}

/** Google writes several values of one kind so. */
function firstOf(cell: string): string {
  return cell.split(' ::: ')[0] ?? '';
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

const SHIFTED = 'has a cell that was cut in two: a cell with the separator in it must stand in quotes';

/**
 * A cell with a separator in it is two, as "Acme, Inc" is without quotes, or with quotes behind a blank. That
 * moves all cells after it.
 */
function isShifted({ cells }: CsvRecord, { header, columns }: HeaderAndColumns): boolean {
  const { ours } = columns;
  const isHalved = cells.some(
    (cell, i) =>
      (ours.includes(i) || ours.includes(i + 1)) &&
      /^\s*"[^"]*$/.test(cell) &&
      /^[^"]*"\s*$/.test(cells[i + 1] ?? ''),
  );
  if (isHalved || cells.length <= header.length) return isHalved;
  const rest = cells.slice(1, header.length).filter((cell) => cell.trim() !== '');
  const spaced = rest.filter((cell) => /^ \S/.test(cell)).length;
  return spaced > 0 && spaced < rest.length;
}

/** Lists are put together from several: then the header stands between them once more. */
function repeatsHeader({ cells }: CsvRecord, { header, columns }: HeaderAndColumns): boolean {
  const ours = columns.ours.filter((place) => (cells[place] ?? '').trim() !== '');
  const isName = (place: number) => plainName(cells[place] ?? '') === plainName(header[place] ?? '');
  return ours.length >= 2 && ours.every(isName);
}

/** Letters that were read in a wrong encoding, by whatever program. */
const MISREAD = /[\u00C2\u00C3][\u0080-\u00BF]|[£¤¥¦§©®°±¹²³¼½¾¿‚„†‡‰™]/;

/** Beside a value, why nobody would have sent it; each would be charged. */
type Oddity = readonly [isOdd: RegExp, told: string];

const ODD_ANYWHERE: readonly Oddity[] = [
  [/\uFFFD/, 'has the character \uFFFD where a letter was lost: correct it'],
  [/^=/, 'is a formula of a spreadsheet: give its value'],
  [/&(?:#\d{1,6}|\w{2,10});/, 'has a letter as a web page writes it, such as &uuml; for ü: correct it'],
];
const ODD_NAMES: readonly Oddity[] = [
  [/@|:\/\//, 'is an address: are the columns shifted?'],
  [/\?/, 'has a question mark where a letter was lost: correct it'],
  [MISREAD, 'has letters of another encoding: say with --encoding which it is'],
  [/^\P{L}*$/u, 'has no letter in it'],
];
const ODD_EMAIL: Oddity = [/^(?![^\s@]+@[^\s@]+$)/, 'is no e-mail address: correct it, or leave it blank'];
const ODD_PHONE: Oddity = [/^\d[.,]\d+E\+\d+$/i, 'was rounded by a spreadsheet: give all of its digits'];
/** Of a column that is not here, what is odd anywhere. */
const ODD_BY_COLUMN: Readonly<Partial<Record<InputColumn, readonly Oddity[]>>> = {
  firstName: [...ODD_ANYWHERE, ...ODD_NAMES],
  middleNames: [...ODD_ANYWHERE, ...ODD_NAMES],
  lastName: [...ODD_ANYWHERE, ...ODD_NAMES],
  email: [...ODD_ANYWHERE, ODD_EMAIL],
  phone: [...ODD_ANYWHERE, ODD_PHONE],
  tags: [],
};

function oddity(column: InputColumn, value: string): string | undefined {
  const odd = (ODD_BY_COLUMN[column] ?? ODD_ANYWHERE).find(([isOdd]) => isOdd.test(value));
  return odd && `${column} ${odd[1]}`;
}
