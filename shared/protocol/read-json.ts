/** JSON from outside: strict UTF-8, bounded nesting (docs/odd-input.md). All entrances read JSON here. */

/** Deeper than any request (a payload nests 6 levels), and far from what overflows a stack. */
const MAX_DEPTH = 64;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export type UnreadableJson = 'not-utf8' | 'not-json' | 'nested-too-deep';

export type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly reason: UnreadableJson };

export interface ReadJsonOptions {
  /** Levels of nesting that are taken. */
  readonly maxDepth?: number;
}

/**
 * Reads one JSON text (RFC 8259). Never throws. A byte order mark is ignored; of a repeated key the last
 * value counts.
 * @returns the value and the text it was read from, or why it cannot be read
 */
export function readJson(bytes: Uint8Array, { maxDepth = MAX_DEPTH }: ReadJsonOptions = {}): ReadJson {
  try {
    return parse(UTF_8.decode(bytes), maxDepth);
  } catch {
    return { ok: false, reason: 'not-utf8' };
  }
}

function parse(text: string, maxDepth: number): ReadJson {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeperThan(value, maxDepth)
      ? { ok: false, reason: 'nested-too-deep' }
      : { ok: true, value, text };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}

/** Level by level, not by recursion, so that the stack stays bounded at any depth. */
function isDeeperThan(value: unknown, max: number): boolean {
  if (max === Number.POSITIVE_INFINITY) return false;
  let level = [value];
  for (let depth = 0; depth <= max; depth += 1) {
    level = level.flatMap((inner) =>
      typeof inner === 'object' && inner !== null ? Object.values(inner) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
