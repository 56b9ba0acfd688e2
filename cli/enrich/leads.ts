/** A CSV of leads, read as a stream (README.md, "Your own list"). */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type CsvError, parse } from 'csv-parse';
import type { Requirements } from '../../shared/protocol/job-types.ts';
import { UserError } from '../output/user-error.ts';
import { COLUMN_OF } from './lead-payload.ts';

/** One row as it came, or why it could not be read. */
export interface Lead {
  /** The line of the file that the row ends on; the header is on line 1. */
  readonly line: number;
  /** Bytes of the file read so far. */
  readonly bytes: number;
  readonly cells: readonly string[];
  readonly unreadable?: string;
}

export interface LeadFile {
  readonly header: readonly string[];
  readonly bytes: number;
  readonly leads: AsyncIterable<Lead>;
}

interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly lines: number; readonly bytes: number };
}

/**
 * Opens a list of leads. Columns may come in any order; unknown ones are carried through.
 * @throws UserError when the file cannot be read, or its header lacks `id` or what the job type requires
 */
export async function openLeads(path: string, requirements: Requirements): Promise<LeadFile> {
  const bytes = await sizeOf(path);
  const records = readRecords(path)[Symbol.asyncIterator]();
  const first = await records.next();
  if (first.done)
    throw new UserError(
      `${path} is empty: its first line must name the columns, such as id,firstName,lastName,company.`,
    );
  const header = first.value.record.map((name) => name.trim());
  checkHeader(path, header, requirements);
  return { header, bytes, leads: leadsOf(records, header) };
}

async function sizeOf(path: string): Promise<number> {
  const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be opened (${error.code}).`,
    );
  });
  if (file.isDirectory()) throw new UserError(`${path} is a directory: name a CSV file.`);
  return file.size;
}

async function* readRecords(path: string): AsyncGenerator<CsvRecord> {
  const source = createReadStream(path);
  // Errors are skipped, and kept for the end: thrown at once, they would drop the rows that were read before
  // them.
  const parser = parse({
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 1_000_000,
  });
  let malformed: CsvError | undefined;
  parser.on('skip', (error) => {
    malformed ??= error;
  });
  source.on('error', (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const record of parser as AsyncIterable<CsvRecord>) yield record;
  } catch (error) {
    throw new UserError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  } finally {
    source.destroy();
  }
  if (malformed) throw new UserError(`${path} is not a readable CSV file: ${explain(malformed)}`);
}

function explain({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return 'a quote is opened and never closed; look after the last row that was taken.';
  if (code === 'CSV_MAX_RECORD_SIZE')
    return 'a row is longer than 1,000,000 characters, which a quote that is not closed does.';
  return `${code}.`;
}

function checkHeader(path: string, header: readonly string[], requirements: Requirements): void {
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice !== undefined) throw new UserError(`${path} has the column ${twice} twice.`);
  const needed = ['id', ...requirements.flatMap((requirement) => missingColumns(header, requirement))];
  const missing = needed.filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw new UserError(
      `${path} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}: ` +
        'the first line must name the columns, in any order.',
    );
}

/** Of alternatives, one has to be there whole; the first is named when none is. */
function missingColumns(header: readonly string[], requirement: Requirements[number]): string[] {
  const alternatives = (typeof requirement === 'string' ? [[requirement]] : requirement.anyOf).map((fields) =>
    fields.map((field) => COLUMN_OF[field]),
  );
  if (alternatives.some((columns) => columns.every((column) => header.includes(column)))) return [];
  return alternatives[0] ?? [];
}

async function* leadsOf(records: AsyncIterator<CsvRecord>, header: readonly string[]): AsyncGenerator<Lead> {
  for (let next = await records.next(); !next.done; next = await records.next()) {
    const { record, info } = next.value;
    const unreadable = problemOf(record, header);
    yield {
      line: info.lines,
      bytes: info.bytes,
      cells: record,
      ...(unreadable !== undefined && { unreadable }),
    };
  }
}

function problemOf(record: readonly string[], header: readonly string[]): string | undefined {
  if (record.length !== header.length)
    return `has ${record.length} fields where the header has ${header.length}`;
  // Decoding puts this character in place of bytes that are not UTF-8.
  if (record.some((cell) => cell.includes('\uFFFD'))) return 'is not UTF-8 text: save the file as UTF-8';
  return undefined;
}
