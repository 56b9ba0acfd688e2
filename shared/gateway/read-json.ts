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
  if (depthOf(text) > MAX_DEPTH) return { ok: false, reason: 'nested-too-deep' };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}

/** Counted in the text, before anything is built: brackets outside of strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 0x5c) i += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return deepest;
}
