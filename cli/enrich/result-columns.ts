/** The columns of the results: those of the list, and ours. A list may be results of an earlier round. */
import { REASON_COLUMN } from './rejects.ts';
import { RESULT_COLUMNS, type ResultColumn } from './results.ts';

export interface ResultLayout {
  /** Places of the list's columns that are carried through. */
  readonly carried: readonly number[];
  /** The header of the results. */
  readonly names: readonly string[];
}

/** Before the name of a column of ours whose name is taken. */
const PREFIX = 'modigie_';
/** The columns that ours begin with, by which an earlier round is known. */
const FIRST: readonly ResultColumn[] = ['requestId', 'status', 'attempts'];

/** @returns the layout of results for a list with this header: ours are replaced, foreign ones are kept */
export function resultLayout(header: readonly string[]): ResultLayout {
  const own = ownColumns(header);
  const carried = header.flatMap((_, place) => (own.has(place) ? [] : [place]));
  const foreign = carried.map((place) => header[place] ?? '');
  return { carried, names: [...foreign, ...RESULT_COLUMNS.map((name) => freeName(name, foreign))] };
}

/** @returns whether this is the header of results or of rejects */
export function isOurs(header: readonly string[]): boolean {
  return ownColumns(header).size > 0;
}

/** @returns the places of the columns that an earlier round has added, in results or in rejects */
function ownColumns(header: readonly string[]): ReadonlySet<number> {
  const reasons = header.flatMap((name, place) => (name.trim() === REASON_COLUMN ? [place] : []));
  return new Set([...reasons, ...ownPlaces(header).values()]);
}

/**
 * In the order in which they were written: a column of that name after them is a person's own.
 * @returns the places of the columns of results that an earlier round has added
 */
export function ownPlaces(header: readonly string[]): ReadonlyMap<ResultColumn, number> {
  const plain = header.map((name) => withoutPrefix(name.trim()));
  const first = plain.findIndex((_, at) => FIRST.every((name, i) => plain[at + i] === name));
  const own = new Map<ResultColumn, number>();
  if (first === -1) return own;
  let last = -1;
  for (const [i, name] of plain.slice(first).entries()) {
    const order = (RESULT_COLUMNS as readonly (string | undefined)[]).indexOf(name);
    const column = RESULT_COLUMNS[order];
    if (column === undefined || order <= last) break;
    last = order;
    own.set(column, first + i);
  }
  return own;
}

function withoutPrefix(name: string): string {
  return name.startsWith(PREFIX) ? withoutPrefix(name.slice(PREFIX.length)) : name;
}

function freeName(name: string, foreign: readonly string[]): string {
  return foreign.includes(name) ? freeName(`${PREFIX}${name}`, foreign) : name;
}
