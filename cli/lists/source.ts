/** The bytes of a list: of a file, compressed or not, of a pipe, or of standard input. */
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../output/user-error.ts';
import { notAList } from './not-a-list.ts';

/** Standard input by its usual name. */
export const STANDARD_INPUT = '-';

export interface Source {
  /** How the user named it. */
  readonly name: string;
  /** How many bytes there are, decompressed; undefined where that is not known. */
  readonly size: number | undefined;
  /** The first bytes, decompressed: all of them when there are fewer than were asked for. */
  readonly head: Buffer;
  /** All bytes from the beginning, decompressed. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** So much of a list is looked at before anything is decided. */
export const HEAD_BYTES = 65_536;

/**
 * Opens a list, and looks at its beginning.
 * @param name a path, or `-` for standard input
 * @throws UserError when it cannot be read, or is no list
 */
export async function openSource(name: string): Promise<Source> {
  const size = name === STANDARD_INPUT ? undefined : sizeOf(await statusOf(name));
  const stream: Readable = name === STANDARD_INPUT ? process.stdin : createReadStream(name);
  async function* stored(): AsyncGenerator<Buffer> {
    try {
      yield* stream as AsyncIterable<Buffer>;
    } catch (error) {
      throw new UserError(`${name} cannot be read (${codeOf(error)}).`);
    }
  }
  return sourceOf(stored(), { name, size });
}

/**
 * Looks at the beginning of a list, wherever its bytes come from.
 * @param stored all of them, compressed or not
 * @param told how the user named it, and how many bytes there are
 * @throws UserError when it is no list
 */
export async function sourceOf(
  stored: AsyncGenerator<Buffer>,
  { name, size }: Pick<Source, 'name' | 'size'>,
): Promise<Source> {
  const peeked = await peek(stored);
  const isCompressed = isGzip(peeked.head);
  const { head, chunks } = isCompressed ? await peek(gunzipped(name, peeked.chunks)) : peeked;
  const told = notAList(head);
  if (told !== undefined) throw new UserError(`${name} ${told}.`);
  return { name, size: isCompressed ? undefined : size, head, chunks };
}

async function statusOf(path: string): Promise<Stats> {
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be opened (${error.code}).`,
    );
  });
  if (status.isDirectory()) throw new UserError(`${path} is a directory: name a CSV file.`);
  return status;
}

/** A pipe has none. */
function sizeOf(status: Stats): number | undefined {
  return status.isFile() ? status.size : undefined;
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function* gunzipped(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name} is damaged: it ends, or goes on, as no gzip file does (${codeOf(error)}).`);
  } finally {
    source.destroy();
  }
}

/** @returns the first bytes of a stream, and all of it from the beginning */
async function peek(chunks: AsyncGenerator<Buffer>): Promise<Pick<Source, 'head' | 'chunks'>> {
  const taken: Buffer[] = [];
  let bytes = 0;
  let next = await chunks.next();
  for (; !next.done; next = await chunks.next()) {
    taken.push(next.value);
    bytes += next.value.length;
    if (bytes >= HEAD_BYTES) break;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* taken.splice(0);
    yield* chunks;
  }
  return { head: Buffer.concat(taken).subarray(0, HEAD_BYTES), chunks: all() };
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
