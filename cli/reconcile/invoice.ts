/** An invoice as a table: its request IDs are read, and nothing else of it. */
import { plainName } from '../lists/column-names.ts';
import { recordsOf } from '../lists/csv-records.ts';
import { encodingOf } from '../lists/encoding.ts';
import { HEADER_WITHIN, type Reading, readHeader, SEPARATORS } from '../lists/find-header.ts';
import { type Line, linesOf } from '../lists/lines.ts';
import { openSource } from '../lists/source.ts';
import { tidyCell } from '../lists/tidy-cell.ts';
import { UserError } from '../output/user-error.ts';

export interface Invoice {
  /** Rows that have anything in them. */
  readonly rows: number;
  readonly requestIds: Set<string>;
  /** Those that are there more than once, and how often. */
  readonly repeated: ReadonlyMap<string, number>;
  /** Rows without a request ID, such as one that has the sum. */
  readonly withoutId: number;
  /** Lines of rows that are damaged, so that their IDs are not known. */
  readonly damagedLines: readonly number[];
  /** The text above a column that no name says to be one of IDs: it may be the first of them. */
  readonly perhapsId: string | undefined;
}

/** Names of the column, as `plainName` has them; the first one that is there is meant. */
const KNOWN = ['requestid', 'modigiejobrequestid', 'jobrequestid', 'jobid', 'id'];
const NAMES = 'requestId, request_id, jobId or id';

/**
 * Reads an invoice of any size: its IDs alone are kept.
 * @param name a path, or `-` for standard input
 * @param column the name of the column that has the IDs, where it is another one than those that are known
 * @throws UserError when it cannot be read, or has no such column
 */
export async function readInvoice(name: string, column?: string): Promise<Invoice> {
  const { head, chunks } = await openSource(name);
  const lines = linesOf(chunks, encodingOf(head));
  const first: Line[] = [];
  for (let next = await lines.next(); !next.done; next = await lines.next())
    if (first.push(next.value) === HEADER_WITHIN) break;
  const header = headerIn(first, column);
  if (!header) throw new UserError(withoutColumn(name, column));
  const { lastLine } = header;
  async function* body(): AsyncGenerator<Line> {
    yield* first.filter(({ number }) => number > lastLine);
    yield* lines;
  }
  return idsIn(body(), header);
}

interface IdHeader extends Reading {
  /** Which of its columns has the IDs. */
  readonly place: number;
  readonly isNamed: boolean;
}

async function idsIn(
  lines: AsyncIterable<Line>,
  { separator, names, place, isNamed }: IdHeader,
): Promise<Invoice> {
  const requestIds = new Set<string>();
  const repeated = new Map<string, number>();
  const damagedLines: number[] = [];
  let rows = 0;
  let withoutId = 0;
  const shape = { separator, width: names.length, isMultiline: (at: number) => at !== place };
  for await (const { cells, defect, line } of recordsOf(lines, shape)) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    rows += 1;
    const id = idOf(cells[place]);
    if (defect !== undefined) damagedLines.push(line);
    else if (id === '') withoutId += 1;
    else if (requestIds.has(id)) repeated.set(id, (repeated.get(id) ?? 1) + 1);
    else requestIds.add(id);
  }
  const perhapsId = isNamed ? undefined : idOf(names[place]);
  return { rows, requestIds, repeated, withoutId, damagedLines, perhapsId };
}

/** A copy: as a part of its line it would keep all of the line in memory. */
function idOf(cell = ''): string {
  return Buffer.from(tidyCell(cell, false).value).toString();
}

/** @returns the first line that names the column; else the first one of all, where there is but one column */
function headerIn(lines: readonly Line[], column: string | undefined): IdHeader | undefined {
  const wanted = column === undefined ? KNOWN : [plainName(column)];
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const readings = filled.map((_, i) =>
    SEPARATORS.map((separator) => readHeader(filled.slice(i), separator)).toSorted(
      (a, b) => b.names.length - a.names.length,
    ),
  );
  for (const reading of readings.flat()) {
    const place = placeOf(wanted, reading);
    if (place !== -1) return { ...reading, place, isNamed: true };
  }
  const [only] = readings[0] ?? [];
  return column === undefined && only?.names.length === 1 ? { ...only, place: 0, isNamed: false } : undefined;
}

function placeOf(wanted: readonly string[], { names }: Reading): number {
  const plain = names.map(plainName);
  const found = wanted.find((name) => plain.includes(name));
  return found === undefined ? -1 : plain.indexOf(found);
}

/** Names of columns are not shown: where there is no header, they are the values of a row. */
function withoutColumn(name: string, column: string | undefined): string {
  return column === undefined
    ? `${name} has no column named ${NAMES}, by which its jobs are known: say with --column "Name of the column" which one has the request IDs.`
    : `${name} has no column named ${JSON.stringify(column)}, the one that --column names: give its name as the header has it.`;
}
