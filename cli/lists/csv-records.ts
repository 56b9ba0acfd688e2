/**
 * Records out of lines. A quote that is opened and not closed spoils one record and no other: where the lines
 * that it would take in are records themselves, they are read as such. The parser (csv-parse) says what a
 * record's cells are; which lines belong to it is decided here.
 */
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { Line } from './lines.ts';

export interface CsvRecord {
  /** The lines that it stands on. */
  readonly line: number;
  readonly lastLine: number;
  /** Bytes of the list up to its end. */
  readonly bytes: number;
  readonly cells: readonly string[];
  /** Why its cells are not what was meant. */
  readonly defect?: string;
}

export interface RecordShape {
  readonly separator: string;
  /** How many cells a record has. */
  readonly width: number;
  /** Whether a cell of that column may hold line breaks. */
  readonly isMultiline: (column: number) => boolean;
}

/** A record has at most so many characters. */
const LONGEST_RECORD = 1_000_000;

/** So many lines of an odd record are looked at or tried as its end, so that no list takes for ever. */
const LOOKED_AT = 50;

const LINE_ENDS = ['\r\n', '\n', '\r'];

/** @returns the records of lines that follow the header; lines without any text are none */
export async function* recordsOf(lines: AsyncIterable<Line>, shape: RecordShape): AsyncGenerator<CsvRecord> {
  const ahead = new LookAhead(lines);
  for (let line = await ahead.take(); line; line = await ahead.take()) {
    if (line.text.trim() === '') continue;
    const cells = line.isText ? cellsOf(line.text, shape.separator) : undefined;
    if (cells) yield { line: line.number, lastLine: line.number, bytes: line.bytes, cells };
    else yield await recordOver(line, ahead, shape);
  }
}

/**
 * @returns the cells of one line, quotes in the midst of a cell included; undefined when one is not closed
 */
export function cellsOf(text: string, separator: string): string[] | undefined {
  if (!text.includes('"')) return text.split(separator);
  try {
    return parseOne(text, separator, 'lenient');
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function parseOne(text: string, separator: string, quotes: 'strict' | 'lenient'): string[] {
  const [cells = []] = parse(text, {
    delimiter: separator,
    record_delimiter: LINE_ENDS,
    relax_quotes: quotes === 'lenient',
    relax_column_count: true,
  });
  return cells;
}

const NOT_TEXT = 'is not text of the encoding of the list: save it as UTF-8';
const TOO_LONG = 'is on a line of more than 1,000,000 characters';
const SWALLOWS = 'takes in lines that are rows themselves: is a quote missing?';
const NOT_CLOSED = 'opens a quote that is not closed: close it, or double it';

/** A record whose first line is none by itself: a cell of it spans lines, or it is damaged. */
async function recordOver(first: Line, ahead: LookAhead, shape: RecordShape): Promise<CsvRecord> {
  const alone = first.isText ? undefined : cellsOf(first.text, shape.separator);
  const whole = alone ? { lines: [first], cells: alone } : await cellOverLines(first, ahead, shape);
  const { lines, cells } = whole ?? { lines: [first], cells: first.text.split(shape.separator) };
  for (let taken = 1; taken < lines.length; taken += 1) await ahead.take();
  const { number: lastLine, bytes } = lines.at(-1) ?? first;
  const record = { line: first.number, lastLine, bytes, cells };
  if (first.isCut) return { ...record, defect: TOO_LONG };
  if (!lines.every(({ isText }) => isText)) return { ...record, defect: NOT_TEXT };
  if (!whole) return { ...record, defect: NOT_CLOSED };
  return takesInRecords(lines, shape) ? { ...record, defect: SWALLOWS } : record;
}

interface Spanned {
  readonly lines: readonly Line[];
  readonly cells: readonly string[];
}

async function cellOverLines(
  first: Line,
  ahead: LookAhead,
  shape: RecordShape,
): Promise<Spanned | undefined> {
  const spanned = await closedFrom({ first, offset: 0 }, ahead, shape);
  return spanned && (await isMeant(spanned, ahead, shape)) ? spanned : undefined;
}

interface Beginning {
  readonly first: Line;
  /** Where that line is, as `LookAhead.peek` counts. */
  readonly offset: number;
}

/** @returns the lines of a record up to where its quotes are closed; undefined when it is none */
async function closedFrom(
  { first, offset }: Beginning,
  ahead: LookAhead,
  { separator }: RecordShape,
): Promise<Spanned | undefined> {
  const lines = [first];
  let text = first.text;
  let tries = 0;
  for (let last = first; text.length <= LONGEST_RECORD && tries < LOOKED_AT; ) {
    const next = await ahead.peek(offset + lines.length);
    if (!next) return undefined;
    text += last.end + next.text;
    lines.push(next);
    last = next;
    // A doubled quote closes nothing: a list with many of them is not parsed anew for each of its lines.
    const mayClose = next.text.replaceAll('""', '').includes('"');
    tries += Number(mayClose);
    const cells = mayClose ? strictly(text, separator) : 'open';
    if (cells === 'malformed') return undefined;
    if (cells !== 'open') return { lines, cells };
  }
  return undefined;
}

/** With all quotes in pairs, a record is whole, or goes on, or is none by the rules of RFC 4180. */
function strictly(text: string, separator: string): string[] | 'open' | 'malformed' {
  if (!text.includes('"')) return text.split(separator);
  try {
    return parseOne(text, separator, 'strict');
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open' : 'malformed';
  }
}

/**
 * Whether a well-formed record over several lines is what was meant, and not two quotes that are open by
 * mistake, with records between them.
 */
async function isMeant({ lines, cells }: Spanned, ahead: LookAhead, shape: RecordShape): Promise<boolean> {
  if (fits(cells, shape)) {
    const next = await ahead.peek(lines.length);
    if (!next || next.text.trim() === '' || (await beginsRecord(lines.length, ahead, shape))) return true;
  }
  // If a record begins within this odd one, the quote that was opened first was open by mistake.
  for (let within = 1; within < Math.min(lines.length, LOOKED_AT); within += 1)
    if (await beginsRecord(within, ahead, shape)) return false;
  return true;
}

/** One line of a note may have as many separators by chance; several have them because they are records. */
function takesInRecords(lines: readonly Line[], shape: RecordShape): boolean {
  const between = lines.slice(1, -1);
  return between.length > 1 && between.every((line) => isRecord(line, shape));
}

/** @returns whether a record as it should be begins with that line */
async function beginsRecord(offset: number, ahead: LookAhead, shape: RecordShape): Promise<boolean> {
  const line = await ahead.peek(offset);
  if (!line) return false;
  if (strictly(line.text, shape.separator) !== 'open') return isRecord(line, shape);
  const spanned = await closedFrom({ first: line, offset }, ahead, shape);
  return spanned !== undefined && fits(spanned.cells, shape) && namesSomebody(spanned.cells, shape);
}

function isRecord({ text }: Line, shape: RecordShape): boolean {
  const cells = strictly(text, shape.separator);
  return typeof cells !== 'string' && hasWidth(cells, shape) && namesSomebody(cells, shape);
}

/** Separators alone, within a note, are no record. */
function namesSomebody(cells: readonly string[], { isMultiline }: RecordShape): boolean {
  return cells.some((cell, i) => !isMultiline(i) && cell.trim() !== '');
}

function fits(cells: readonly string[], shape: RecordShape): boolean {
  return hasWidth(cells, shape) && cells.every((cell, i) => shape.isMultiline(i) || !/[\r\n]/.test(cell));
}

/** Spreadsheets write blank cells beyond the last column. */
function hasWidth(cells: readonly string[], { width }: RecordShape): boolean {
  return cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '');
}

/** Lines that may be looked at before they are taken. */
class LookAhead {
  readonly #lines: AsyncIterator<Line>;
  #seen: Line[] = [];
  /** How many of those were taken: to shift each out of a hundred thousand would move all others. */
  #taken = 0;

  constructor(lines: AsyncIterable<Line>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async take(): Promise<Line | undefined> {
    const line = await this.peek(1);
    this.#taken += 1;
    if (this.#taken >= this.#seen.length / 2) {
      this.#seen = this.#seen.slice(this.#taken);
      this.#taken = 0;
    }
    return line;
  }

  /** @param offset 0 for the line that was taken last, 1 for the one after it */
  async peek(offset: number): Promise<Line | undefined> {
    while (this.#seen.length < this.#taken + offset) {
      const { done, value } = await this.#lines.next();
      if (done) return undefined;
      this.#seen.push(value);
    }
    return this.#seen[this.#taken + offset - 1];
  }
}
