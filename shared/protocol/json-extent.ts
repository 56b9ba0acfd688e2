/** How many values a JSON text has and how deep they nest, told before it is parsed (docs/odd-input.md). */

/** The most that a JSON text may have. */
export interface Bounds {
  /** Levels of nesting. */
  readonly maxDepth: number;
  /** Values at all levels, the text's own included; a member of an object is its value. */
  readonly maxValues: number;
}

export type Beyond = 'nested-too-deep' | 'too-many-values';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Passes once over the bytes and allocates nothing, whatever they are: a short text may have millions of
 * values, and take twenty times its bytes once it is parsed. Of bytes that are no JSON text it says anything.
 * @returns how many values a JSON text has, or the first of the bounds that it is beyond
 */
export function extentOf(bytes: Uint8Array, { maxDepth, maxValues }: Bounds): number | Beyond {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length && values <= maxValues; at += 1) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfText(bytes, at);
        break;
      case COMMA:
        values += 1;
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        depth += 1;
        // A first value is behind no comma.
        if (!closesNext(bytes, at)) {
          if (depth > maxDepth) return 'nested-too-deep';
          values += 1;
        }
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
    }
  }
  return values > maxValues ? 'too-many-values' : values;
}

/** @returns whether a parsed JSON value has more values than `max`, itself included; `max` is 1 or more */
export function hasMoreValuesThan(max: number, value: unknown): boolean {
  const waiting = [value];
  for (let seen = 1; waiting.length > 0; seen += 1) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const inner of Object.values(next)) {
      if (seen + waiting.length >= max) return true;
      waiting.push(inner);
    }
  }
  return false;
}

/** @returns how many characters all texts of a parsed JSON value have, the names of members not counted */
export function charactersOf(value: unknown): number {
  const waiting = [value];
  let characters = 0;
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') characters += next.length;
    else if (typeof next === 'object' && next !== null)
      for (const inner of Object.values(next)) waiting.push(inner);
  }
  return characters;
}

/** @returns the place of the quote that ends the text that begins at `from`, or the end of the bytes */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

function closesNext(bytes: Uint8Array, from: number): boolean {
  let at = from + 1;
  while (isWhiteSpace(bytes[at])) at += 1;
  return bytes[at] === CLOSE_ARRAY || bytes[at] === CLOSE_OBJECT;
}

/** RFC 8259 §2: white space in JSON is tab, line feed, carriage return and space. */
export function isWhiteSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
