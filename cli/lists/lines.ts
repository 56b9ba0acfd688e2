/** Lines of text, whatever ends them. */
import { isUtf8 } from 'node:buffer';
import type { TextEncoding } from './encoding.ts';

export interface Line {
  /** The first one is 1. */
  readonly number: number;
  readonly text: string;
  /** The line end: LF, CRLF or CR; empty at the end of a file that ends without. */
  readonly end: string;
  /** Bytes of the list up to its end. */
  readonly bytes: number;
  /** Whether its bytes are text of the list's encoding. A part of a line is none. */
  readonly isText: boolean;
  /** Whether it is a part of a line that is beyond all limits. */
  readonly isCut: boolean;
}

/** A line longer than this many characters is cut: no row is, but a file without line ends may be. */
const LONGEST_LINE = 1_000_000;

/**
 * @param chunks the bytes of the list, from its beginning; a byte order mark is left out
 * @returns its lines; the last one may be empty, and then is no line
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>, { label }: TextEncoding): AsyncGenerator<Line> {
  const decode = lineDecoder(label);
  const width = isWide(label) ? 2 : 1;
  let number = 0;
  let bytes = 0;
  for await (const { raw, end, isCut } of rawLines(rawText(chunks, label))) {
    number += 1;
    bytes += width * (raw.length + end.length);
    const { text, isText } = decode(raw);
    yield {
      number,
      text: number === 1 ? text.replace(/^\uFEFF/, '') : text,
      end,
      bytes,
      isText: isText && !isCut,
      isCut,
    };
  }
}

interface RawLine {
  readonly raw: string;
  readonly end: string;
  /** Whether it is a part of a line that is longer than any may be. */
  readonly isCut: boolean;
}

async function* rawLines(texts: AsyncIterable<string>): AsyncGenerator<RawLine> {
  let rest = '';
  let isCut = false;
  for await (const text of texts) {
    rest += text;
    let at = 0;
    for (const { 0: end, index } of rest.matchAll(/\r\n|\n|\r/g)) {
      // A CR at the very end may be the half of a CRLF.
      if (end === '\r' && index === rest.length - 1) break;
      yield { raw: rest.slice(at, index), end, isCut };
      isCut = false;
      at = index + end.length;
    }
    rest = rest.slice(at);
    for (; rest.length > LONGEST_LINE; rest = rest.slice(LONGEST_LINE)) {
      isCut = true;
      yield { raw: rest.slice(0, LONGEST_LINE), end: '', isCut };
    }
  }
  if (rest.endsWith('\r')) yield { raw: rest.slice(0, -1), end: '\r', isCut };
  else if (rest !== '') yield { raw: rest, end: '', isCut };
}

/**
 * Two-byte encodings are decoded first. In all others CR and LF are bytes of their own, so that a line is cut
 * out of the bytes, each as one character, and decoded alone: then a byte that is no text spoils one line.
 */
async function* rawText(chunks: AsyncIterable<Buffer>, label: string): AsyncGenerator<string> {
  if (!isWide(label)) {
    for await (const chunk of chunks) yield chunk.toString('latin1');
    return;
  }
  // A byte order mark counts among the bytes: it is left out with the first line's text.
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function lineDecoder(label: string): (raw: string) => Pick<Line, 'text' | 'isText'> {
  if (isWide(label)) return (text) => ({ text, isText: !text.includes('\uFFFD') });
  if (label === 'utf-8')
    return (raw) => {
      const bytes = Buffer.from(raw, 'latin1');
      return { text: bytes.toString('utf8'), isText: isUtf8(bytes) };
    };
  const decoder = new TextDecoder(label);
  return (raw) => {
    const text = decoder.decode(Buffer.from(raw, 'latin1'));
    return { text, isText: !text.includes('\uFFFD') };
  };
}

function isWide(label: string): boolean {
  return label.startsWith('utf-16');
}
