/** A list of leads as people have it (README.md, "Your own list"). */
import type { Requirements } from '../../shared/protocol/job-types.ts';
import { UserError } from '../output/user-error.ts';
import { type ColumnChoice, type Columns, passedOver } from './columns.ts';
import { type CsvRecord, recordsOf } from './csv-records.ts';
import { encodingNamed, encodingOf, type TextEncoding } from './encoding.ts';
import { findHeader, HEADER_WITHIN, type Header, type HeaderWanted } from './find-header.ts';
import { INPUT_COLUMNS } from './input-columns.ts';
import { type Line, linesOf } from './lines.ts';
import { openSource, type Source } from './source.ts';

/** One row that has anything in it. */
export type Row = CsvRecord;

export interface List {
  /** The names of the columns, as they are in the list. */
  readonly header: readonly string[];
  readonly columns: Columns;
  readonly separator: string;
  /** Bytes of the list; undefined where that is not known. */
  readonly size: number | undefined;
  readonly rows: AsyncIterable<Row>;
  /** How the list is read, for a person to know before anything is sent; nothing where that is plain. */
  readonly notes: readonly string[];
}

export interface ListOptions {
  readonly requirements: Requirements;
  readonly chosen?: ColumnChoice | undefined;
  readonly separator?: string | undefined;
  readonly encoding?: string | undefined;
}

/**
 * Opens a list and finds out how it is to be read. Columns may come in any order; foreign ones are carried
 * through.
 * @param name a path, or `-` for standard input
 * @throws UserError when it cannot be read, or its header lacks what the job type requires
 */
export async function openList(name: string, options: ListOptions): Promise<List> {
  return listOf(await openSource(name), options);
}

/** The same of bytes from anywhere. @throws UserError when its header lacks what the job type requires */
export async function listOf(source: Source, options: ListOptions): Promise<List> {
  const { requirements, chosen = new Map(), separator } = options;
  const { name } = source;
  const encoding = options.encoding === undefined ? encodingOf(source.head) : encodingNamed(options.encoding);
  const lines = linesOf(source.chunks, encoding);
  const first: Line[] = [];
  for (let next = await lines.next(); !next.done; next = await lines.next())
    if (first.push(next.value) === HEADER_WITHIN) break;
  const header = headerOf(first, encoding, { name, requirements, chosen, separator });
  async function* body(): AsyncGenerator<Line> {
    yield* first.filter(({ number }) => number > header.lastLine);
    yield* lines;
  }
  return {
    header: header.names,
    columns: header.columns,
    separator: header.separator,
    size: source.size,
    rows: rowsOf(body(), header),
    notes: notesOn(name, encoding, header),
  };
}

/** Read with a wrong guess, a header has other names. */
function headerOf(lines: readonly Line[], { label, isGuess }: TextEncoding, wanted: HeaderWanted): Header {
  try {
    return findHeader(lines, wanted);
  } catch (error) {
    if (!isGuess || !(error instanceof UserError)) throw error;
    throw new UserError(`${error.message} It was read as ${label}: if it is not, say so with --encoding.`);
  }
}

async function* rowsOf(
  lines: AsyncIterable<Line>,
  { separator, names, columns }: Header,
): AsyncGenerator<Row> {
  const ours = new Set([...columns.places.values()].flat());
  const isMultiline = (column: number) => !ours.has(column);
  for await (const record of recordsOf(lines, { separator, width: names.length, isMultiline })) {
    if (record.cells.some((cell) => cell.trim() !== '')) yield record;
  }
}

/** Nothing of a list that is as README.md shows it. */
function notesOn(name: string, { label, isGuess }: TextEncoding, header: Header): string[] {
  const { line, isBehindNotes, names, columns } = header;
  const notes: string[] = [];
  if (columns.knownExport) notes.push(`${name} is ${columns.knownExport.name}.`);
  if (isGuess)
    notes.push(`${name} is read as ${label}. If names look wrong, say with --encoding what it is.`);
  if (isBehindNotes) notes.push(`The header is on line ${line}; what is before it is left out.`);
  const renamed = INPUT_COLUMNS.flatMap((column) => {
    const theirs = (columns.places.get(column) ?? []).map((place) => names[place] ?? '');
    return theirs.length === 0 || (theirs.length === 1 && theirs[0]?.trim() === column)
      ? []
      : [`  ${column.padEnd(12)} is ${theirs.map((one) => one.trim()).join(', or else ')}`];
  });
  if (renamed.length > 0) notes.push('Columns:', ...renamed);
  for (const [column, theirs] of passedOver(names, columns))
    notes.push(
      `Several columns are named ${theirs}: the first of them is ${column}. If another one is meant, rename it.`,
    );
  return notes;
}
