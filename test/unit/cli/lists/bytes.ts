/** Bytes as a list gives them, and all that comes of them. */

/** @param size of a chunk; without it, all is one chunk */
export async function* chunksOf(content: string | Buffer, size?: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  const step = size ?? Math.max(bytes.length, 1);
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

export async function all<T>(given: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const one of given) taken.push(one);
  return taken;
}

/** Text in which each character is one byte: `\xEB` is no UTF-8. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

export function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}
