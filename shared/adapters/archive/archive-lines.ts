/** The lines of an archive, whether or not it is compressed, one at a time. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveError, type ArchiveFault } from './archive-error.ts';

/** A line has the bytes of one message at most, 10 MB, in base64: beyond this it is none of an archive. */
const MAX_LINE_BYTES = 64 * 2 ** 20;

/** The first two bytes of a file of gzip (RFC 1952 §2.3.1). */
const GZIP = '1f8b';

const LINE_END = 0x0a;

/**
 * @returns each line without its end; the rest behind the last line end aside, which is the sign of a file
 * that was cut off
 * @throws ArchiveError for a file that cannot be read
 */
export async function* archiveLines(path: string): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of await bytesOf(path)) {
      let from = 0;
      for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, from)) {
        yield Buffer.concat([...begun, chunk.subarray(from, end)]).toString();
        [begun, bytes, from] = [[], 0, end + 1];
      }
      begun.push(chunk.subarray(from));
      bytes += chunk.length - from;
      if (bytes > MAX_LINE_BYTES) throw notAnArchive(path);
    }
  } catch (error) {
    throw readingFaultOf(error, path);
  }
}

export function notAnArchive(path: string): ArchiveError {
  const told = 'is no archive of a ledger, but another file. Name one that ledger export wrote.';
  return new ArchiveError({ code: 'not-an-archive', path, told });
}

function noFile(path: string): ArchiveError {
  const told = 'is a pipe or a device, and an archive is read several times. Write it to a file first.';
  return new ArchiveError({ code: 'not-an-archive', path, told });
}

export function cutOff(path: string, options?: ErrorOptions): ArchiveError {
  const told = 'ends too early: it was cut off. Use another copy of it, or export again.';
  return new ArchiveError({ code: 'cut-off', path, told }, options);
}

/** @param where the place in the file, or what is wrong of the whole */
export function damaged(path: string, where: string, options?: ErrorOptions): ArchiveError {
  const told = `is damaged: ${where} not what was written. Use another copy of it, or export again.`;
  return new ArchiveError({ code: 'damaged', path, told }, options);
}

async function bytesOf(path: string): Promise<Readable> {
  const stats = await stat(path);
  // An archive is read several times: a pipe has its bytes once, and may never have any.
  if (!stats.isFile() && !stats.isDirectory()) throw noFile(path);
  const isZipped = await isCompressed(path);
  const source = createReadStream(path);
  if (!isZipped) return source;
  // An error of the one, and the end of reading, is told to the other; it is thrown where it is read.
  return pipeline(source, createGunzip(), () => undefined);
}

async function isCompressed(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return buffer.toString('hex') === GZIP;
}

const TOLD: Readonly<Record<string, readonly [ArchiveFault, string]>> = {
  ENOENT: ['no-file', 'is not there. See its name, and the folder that the command runs in.'],
  EACCES: ['no-access', 'cannot be read. See that this user may read it.'],
  EISDIR: ['not-an-archive', 'is a folder. Name the file that ledger export wrote.'],
};

/** @returns what a person has to do something about; any other error as it is */
function readingFaultOf(error: unknown, path: string): unknown {
  const code = String((error as { readonly code?: unknown } | null)?.code);
  const [fault, told] = TOLD[code] ?? [];
  if (fault && told) return new ArchiveError({ code: fault, path, told }, { cause: error });
  if (code === 'Z_BUF_ERROR') return cutOff(path, { cause: error });
  return code.startsWith('Z_') ? damaged(path, 'its compressed bytes are', { cause: error }) : error;
}
