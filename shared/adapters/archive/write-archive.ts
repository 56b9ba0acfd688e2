/** Writes the archive of a ledger: a file of one user alone, since it has the data of persons. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ArchiveHeader, ArchiveTrailer } from './archive-frame.ts';
import { type Entry, textOf } from './archived-forms.ts';
import { type LedgerSums, SumOfLedger } from './ledger-sums.ts';

interface WritingOptions {
  readonly header: ArchiveHeader;
  readonly entries: AsyncIterable<Entry>;
  readonly isCompressed: boolean;
  /** Told of how many entries are written so far. */
  readonly onProgress?: (count: number) => void;
}

/** Characters of lines that are handed on together. */
const AT_ONCE = 65_536;

/**
 * Writes a file anew. Once it returns, the file is on the disk.
 * @returns what was written
 * @throws whatever reading the entries, or the file system, throws: the file is then not whole
 */
export async function writeArchive(path: string, options: WritingOptions): Promise<LedgerSums> {
  const sum = new SumOfLedger();
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  const lines = Readable.from(together(linesOf(options, sum)), { objectMode: false });
  await (options.isCompressed ? pipeline(lines, createGzip(), file) : pipeline(lines, file));
  return sum.sums();
}

async function* linesOf(
  { header, entries, onProgress }: WritingOptions,
  sum: SumOfLedger,
): AsyncGenerator<string> {
  const bytes = createHash('sha256');
  const line = (text: string) => {
    const whole = `${text}\n`;
    bytes.update(whole);
    return whole;
  };
  yield line(JSON.stringify(header));
  for await (const entry of entries) {
    const text = textOf(entry);
    sum.add(entry.store, text);
    yield line(text);
    onProgress?.(sum.count);
  }
  const trailer: ArchiveTrailer = { end: true, stores: sum.sums(), sha256: bytes.digest('hex') };
  yield `${JSON.stringify(trailer)}\n`;
}

/** A stream is handed chunks, and not each line: most have some hundred bytes. */
async function* together(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let waiting = '';
  for await (const line of lines) {
    waiting += line;
    if (waiting.length < AT_ONCE) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  yield Buffer.from(waiting);
}
