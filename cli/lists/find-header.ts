/** The line that names the columns, and the separator between them. */
import type { Requirements } from '../../shared/protocol/job-types.ts';
import { UserError } from '../output/user-error.ts';
import { plainName } from './column-names.ts';
import { type ColumnChoice, type Columns, columnsOf, listed } from './columns.ts';
import { cellsOf } from './csv-records.ts';
import { COLUMN_OF, type InputColumn } from './input-columns.ts';
import type { Line } from './lines.ts';

export interface Header {
  readonly line: number;
  readonly lastLine: number;
  /** Whether there are notes before it, which are left out. */
  readonly isBehindNotes: boolean;
  readonly separator: string;
  /** The names as they are in the list. */
  readonly names: readonly string[];
  readonly columns: Columns;
}

export interface HeaderWanted {
  /** How the user named the list. */
  readonly name: string;
  readonly requirements: Requirements;
  readonly chosen: ColumnChoice;
  /** Said by the user; else it is found. */
  readonly separator: string | undefined;
}

export const SEPARATORS = [',', ';', '\t', '|'];
/** The line by which Excel is told the separator, before the header. */
const SEPARATOR_LINE = /^"?sep=(.)"?$/i;

/** Notes may stand before the header, on so many lines. */
export const HEADER_WITHIN = 20;

/**
 * @param lines the first lines of the list
 * @returns the first line that has all the columns that are needed, and those that are chosen
 * @throws UserError when there is none
 */
export function findHeader(lines: readonly Line[], wanted: HeaderWanted): Header {
  const said = SEPARATOR_LINE.exec(lines[0]?.text ?? '')?.[1];
  const separator = wanted.separator ?? said;
  const body = lines.slice(said === undefined ? 0 : 1);
  const readings = body
    .flatMap((line, i) => (line.text.trim() === '' ? [] : [body.slice(i)]))
    .map((rest) => readAs(rest, separator === undefined ? SEPARATORS : [separator]));
  const [first] = readings;
  if (!first?.[0])
    throw new UserError(
      `${wanted.name} is empty: its first line must name the columns, such as firstName,lastName,company.`,
    );
  const suitable = readings.flat().filter(({ names }) => missing(columnsOf(names), wanted).length === 0);
  const found = suitable.find(({ names }) => hasChosen(names, wanted)) ?? suitable[0];
  const header = found ?? first[0];
  const columns = columnsOf(header.names, wanted.chosen);
  const read = { ...header, isBehindNotes: !first.includes(header), columns };
  const lacks = missing(columns, { requirements: wanted.requirements });
  if (lacks.length > 0) throw new UserError(lacking(wanted.name, lacks, read));
  return read;
}

export type Reading = Pick<Header, 'line' | 'lastLine' | 'separator' | 'names'>;

/** With each separator, the one that makes most columns first. */
function readAs(lines: readonly Line[], separators: readonly string[]): Reading[] {
  return separators
    .map((separator) => readHeader(lines, separator))
    .toSorted((a, b) => b.names.length - a.names.length);
}

/** A name may have line breaks in it, where it stands in quotes. */
export function readHeader(lines: readonly Line[], separator: string): Reading {
  const [first] = lines;
  const line = first?.number ?? 1;
  let text = '';
  for (const { text: more, end, number } of lines) {
    const names = cellsOf(text + more, separator);
    if (names) return { line, lastLine: number, separator, names };
    text += more + end;
  }
  return { line, lastLine: line, separator, names: (first?.text ?? '').split(separator) };
}

/** @returns columns of ours that a job type needs and the list lacks; those that are chosen are there */
function missing(
  { places }: Columns,
  { requirements, chosen }: Pick<HeaderWanted, 'requirements'> & Partial<Pick<HeaderWanted, 'chosen'>>,
): InputColumn[] {
  const has = (column: InputColumn) => places.has(column) || Boolean(chosen?.get(column));
  return requirements.flatMap((requirement) => {
    const alternatives = (typeof requirement === 'string' ? [[requirement]] : requirement.anyOf).map(
      (fields) => fields.map((field) => COLUMN_OF[field]),
    );
    if (alternatives.some((columns) => columns.every(has))) return [];
    return (alternatives[0] ?? []).filter((column) => !has(column));
  });
}

function hasChosen(names: readonly string[], { chosen }: HeaderWanted): boolean {
  const plain = new Set(names.map(plainName));
  return [...chosen.values()].every((choice) => choice === '' || plain.has(plainName(choice)));
}

/** A line that names no column of ours may be of a person, and is not shown. */
function lacking(name: string, columns: readonly InputColumn[], header: Header): string {
  const [first = 'firstName'] = columns;
  const lacks = `${name} lacks the column${columns.length > 1 ? 's' : ''} ${columns.join(', ')}.`;
  const { names, columns: known } = header;
  if (known.places.size === 0)
    return `${lacks} The first line has to name the columns, such as firstName,lastName,company; --map names any other.`;
  return `${lacks} Its header has ${listed(names)}. If one of them is meant, say so: --map ${first}="Name of the column".`;
}
