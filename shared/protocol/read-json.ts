/** JSON from outside: strict UTF-8, bounded nesting. One reader for every entrance. */

/** Deeper than any request or answer (a payload nests 6 levels), and far from what overflows a stack. */
const MAX_DEPTH = 64;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'not-utf8' | 'not-json' | 'nested-too-deep' };

/**
 * @param bytes one JSON text (RFC 8259); a byte order mark is ignored
 * @returns its value, of which a repeated key's last value counts, or why it cannot be read. Never throws.
 */
export function readJson(bytes: Uint8Array): ReadJson {
  try {
    return parse(UTF_8.decode(bytes));
  } catch {
    return { ok: false, reason: 'not-utf8' };
  }
}

function parse(text: string): ReadJson {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeperThan(value, MAX_DEPTH) ? { ok: false, reason: 'nested-too-deep' } : { ok: true, value };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}

/** Level by level, not by recursion: nesting of any depth is measured in a bounded stack. */
function isDeeperThan(value: unknown, max: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= max; depth += 1) {
    level = level.flatMap((inner) =>
      typeof inner === 'object' && inner !== null ? Object.values(inner) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
