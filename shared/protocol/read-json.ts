/**
 * JSON from outside: strict UTF-8, bounded nesting, a bounded number of values (docs/odd-input.md). All
 * entrances read JSON here.
 */
import { type Beyond, type Bounds, extentOf } from './json-extent.ts';

/** Deeper than any request (a payload nests 6 levels), and far from what overflows a stack. */
const MAX_DEPTH = 64;
/** As many as any entrance takes: 500 submissions of 500 values. Parsed, they are some 20 MB. */
const MAX_VALUES = 250_000;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export type UnreadableJson = 'not-utf8' | 'not-json' | Beyond;

export type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly text: string; readonly values: number }
  | { readonly ok: false; readonly reason: UnreadableJson };

/**
 * Reads one JSON text (RFC 8259). Never throws. A byte order mark is ignored; of a repeated key the last
 * value counts. A text that is beyond the bounds is not parsed.
 * @returns the value, the text it was read from and how many values it has; or why it cannot be read
 */
export function readJson(
  bytes: Uint8Array,
  { maxDepth = MAX_DEPTH, maxValues = MAX_VALUES }: Partial<Bounds> = {},
): ReadJson {
  const values = extentOf(bytes, { maxDepth, maxValues });
  if (typeof values === 'string') return { ok: false, reason: values };
  try {
    return parse(UTF_8.decode(bytes), values);
  } catch {
    return { ok: false, reason: 'not-utf8' };
  }
}

function parse(text: string, values: number): ReadJson {
  try {
    return { ok: true, value: JSON.parse(text), text, values };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}
