/** How a list's bytes are text: told apart by the bytes themselves, or as a person says. */
import { isUtf8 } from 'node:buffer';
import { UserError } from '../output/user-error.ts';
import { HEAD_BYTES } from './source.ts';

export interface TextEncoding {
  /** The label of the WHATWG Encoding Standard. */
  readonly label: string;
  /** Whether it is a guess that a person had better look at. */
  readonly isGuess: boolean;
}

export const UTF_8: TextEncoding = { label: 'utf-8', isGuess: false };
/** A byte order mark. */
const UTF_8_MARK = Buffer.from('\uFEFF');
const WINDOWS_1252 = 'windows-1252';

/** Bytes that Windows-1252 does not have. */
const NOT_WINDOWS_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Every other byte is zero: text of the Latin alphabet, two bytes a letter. */
const SHARE_OF_ZEROS = 0.3;

/**
 * @param label what a person says, of any encoding that the WHATWG Encoding Standard has
 * @throws UserError for an unknown label
 */
export function encodingNamed(label: string): TextEncoding {
  try {
    return { label: new TextDecoder(label).encoding, isGuess: false };
  } catch {
    throw new UserError(
      `--encoding ${label} is not known: give utf-8, utf-16le, utf-16be, windows-1252, or another name of the ` +
        'WHATWG Encoding Standard.',
    );
  }
}

/**
 * @param head the first bytes of the list, a letter of which may be cut in two at the end
 */
export function encodingOf(head: Buffer): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', isGuess: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', isGuess: false };
  if (head.subarray(0, 3).equals(UTF_8_MARK)) return UTF_8;
  const wide = wideEncodingOf(head);
  if (wide) return { label: wide, isGuess: true };
  const lines = head.length < HEAD_BYTES ? head : head.subarray(0, lastLineEnd(head));
  if (isUtf8(lines) || isMostlyUtf8(lines)) return UTF_8;
  // Neither: rows that are plain are read, and any other is refused.
  if (lines.some((byte) => NOT_WINDOWS_1252.has(byte))) return { ...UTF_8, isGuess: true };
  return { label: WINDOWS_1252, isGuess: true };
}

/** UTF-16 without a byte order mark. */
function wideEncodingOf(head: Buffer): string | undefined {
  const zeros = [0, 0];
  for (const [i, byte] of head.subarray(0, 4096).entries())
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = Math.min(head.length, 4096) / 2;
  if (odd > SHARE_OF_ZEROS * half && even < odd / 10) return 'utf-16le';
  return even > SHARE_OF_ZEROS * half && odd < even / 10 ? 'utf-16be' : undefined;
}

function lastLineEnd(head: Buffer): number {
  return Math.max(head.lastIndexOf(0x0a), head.lastIndexOf(0x0d)) + 1;
}

const UTF_8_LETTER =
  /[\u00C3-\u00DF][\u0080-\u00BF]|[\u00E0-\u00EF][\u0080-\u00BF]{2}|[\u00F0-\u00F4][\u0080-\u00BF]{3}/g;

/** Most of what is beyond ASCII is UTF-8: then the rest is damage, and no other encoding. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  const letters = text.match(UTF_8_LETTER)?.length ?? 0;
  const others = text.replace(UTF_8_LETTER, '').match(/[\u0080-\u00FF]/g)?.length ?? 0;
  return letters > 0 && letters >= others;
}
