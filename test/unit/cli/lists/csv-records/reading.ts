/** Records of a list whose last column is not ours: its cells may hold line breaks. */

import { type CsvRecord, recordsOf } from '../../../../../cli/lists/csv-records.ts';
import { linesOf } from '../../../../../cli/lists/lines.ts';
import { all, chunksOf } from '../bytes.ts';

const COLUMNS = ['id', 'firstName', 'lastName', 'company', 'note'];
const NOTE = 4;

export const NOT_CLOSED = 'opens a quote that is not closed: close it, or double it';
export const NOT_TEXT = 'is not text of the encoding of the list: save it as UTF-8';

export function read(content: string | Buffer, separator = ','): Promise<CsvRecord[]> {
  const lines = linesOf(chunksOf(content), { label: 'utf-8', isGuess: false });
  return all(recordsOf(lines, { separator, width: COLUMNS.length, isMultiline: (i) => i === NOTE }));
}

/** @returns of each record the lines that it stands on, and its cells or its defect */
export async function told(
  content: string | Buffer,
): Promise<(readonly [string, readonly string[] | string])[]> {
  const records = await read(content);
  return records.map(({ line, lastLine, cells, defect }) => [
    line === lastLine ? `${line}` : `${line}-${lastLine}`,
    defect ?? cells,
  ]);
}

/** @returns a row that is as it should be, and its cells */
export function row(id: number, note = 'x') {
  const cells = [`${id}`, 'Bob', 'Orr', 'Acme', note];
  return { text: cells.join(','), cells };
}
