/** Rows of a file of results, as an earlier run has written them, and perhaps a spreadsheet after it. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type CsvRecord, recordsOf } from '../lists/csv-records.ts';
import { encodingOf, type TextEncoding, UTF_8 } from '../lists/encoding.ts';
import { HEADER_WITHIN, type Reading, readHeader, SEPARATORS } from '../lists/find-header.ts';
import { type Line, linesOf } from '../lists/lines.ts';
import { HEAD_BYTES } from '../lists/source.ts';
import { withoutApostrophe } from './formula-cells.ts';
import { isOurs, ownPlaces } from './result-columns.ts';
import type { ResultCells, ResultColumn } from './results.ts';

export interface StoredRow {
  readonly requestId: string;
  readonly cells: ResultCells;
  /** The line that it begins on. */
  readonly line: number;
  /** The byte that it begins with. */
  readonly start: number;
}

export class StoredResults {
  readonly #path: string;
  readonly #header: Reading;
  readonly #encoding: TextEncoding;
  readonly #places: ReadonlyMap<ResultColumn, number>;

  private constructor(path: string, header: Reading, encoding: TextEncoding) {
    this.#path = path;
    this.#header = header;
    this.#encoding = encoding;
    this.#places = ownPlaces(header.names);
  }

  /** @returns undefined when the file begins with no header of results or rejects, with whatever separator */
  static async open(path: string): Promise<StoredResults | undefined> {
    const head = await headOf(path);
    const lines: Line[] = [];
    for await (const line of linesOf(Readable.from([head]), UTF_8))
      if (lines.push(line) === HEADER_WITHIN) break;
    const text = lines[0]?.text ?? '';
    const separators = [...SEPARATORS, ...(/requestId(.)status\1attempts/.exec(text)?.slice(1) ?? [])];
    const header = separators
      .map((separator) => readHeader(lines, separator))
      .find(({ names }) => isOurs(names));
    return header && new StoredResults(path, header, encodingOf(head));
  }

  /** Gives the rows that have a request ID. */
  async *rows(): AsyncGenerator<StoredRow> {
    const { lastLine } = this.#header;
    let start = 0;
    async function* body(lines: AsyncIterable<Line>) {
      for await (const line of lines)
        if (line.number > lastLine) yield line;
        else start = line.bytes;
    }
    const lines = linesOf(createReadStream(this.#path), this.#encoding);
    for await (const record of this.#recordsOf(body(lines))) {
      const row = this.#rowOf(record, start);
      start = record.bytes;
      if (row) yield row;
    }
  }

  /** @returns the row that begins there, if that of this request ID does */
  async rowAt(start: number, requestId: string): Promise<StoredRow | undefined> {
    const stream = createReadStream(this.#path, { start });
    try {
      const { value } = await this.#recordsOf(linesOf(stream, this.#encoding)).next();
      const row = value && this.#rowOf(value, start);
      return row?.requestId === requestId ? row : undefined;
    } finally {
      stream.destroy();
    }
  }

  #recordsOf(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord, undefined> {
    const { separator, names } = this.#header;
    const first = this.#places.get('requestId');
    return recordsOf(lines, { separator, width: names.length, isMultiline: (column) => column !== first });
  }

  #rowOf({ cells: stored, line, defect }: CsvRecord, start: number): StoredRow | undefined {
    if (defect !== undefined) return undefined;
    const cells = cellsAt(this.#places, stored);
    return cells.requestId ? { requestId: cells.requestId, cells, line, start } : undefined;
  }
}

/** @returns the cells of a row that are ours */
export function cellsAt(places: ReadonlyMap<ResultColumn, number>, row: readonly string[]): ResultCells {
  return Object.fromEntries(
    [...places].map(([column, place]) => [column, withoutApostrophe(row[place] ?? '')]),
  );
}

async function headOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: HEAD_BYTES - 1 })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
