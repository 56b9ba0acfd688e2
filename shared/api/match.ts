/** Which call a request means, by method and path. */

import type { Call, Calls } from './call.ts';

export type Match =
  | { readonly kind: 'call'; readonly id: string; readonly call: Call; readonly path: PathTexts }
  /** The path is known, the method is not: calls that it could be. */
  | { readonly kind: 'other-method'; readonly calls: readonly Call[] }
  | { readonly kind: 'unknown' }
  /** A percent sign encodes nothing (RFC 3986 §2.1). */
  | { readonly kind: 'malformed' };

/** Path parameters as they were sent, decoded. */
export type PathTexts = Readonly<Record<string, string>>;

/** One segment of a call's path: as it stands, or any text without a colon and then the verb. */
type Segment = { readonly literal: string } | { readonly name: string; readonly verb: string };

interface Route {
  readonly id: string;
  readonly call: Call;
  readonly segments: readonly Segment[];
}

/**
 * Compiles calls to a function that tells them apart, in time linear in the path. Segments are compared
 * decoded, so `%3A` is a colon: many clients encode it, though they need not (RFC 3986 §3.3).
 */
export function callMatcher(calls: Calls): (method: string, path: string) => Match {
  const routes = Object.entries(calls).flatMap(([id, call]) =>
    [call.path, ...(call.alias ? [call.alias] : [])].map((path) => ({ id, call, segments: compile(path) })),
  );
  return (method, path) => {
    const parts = decoded(path);
    if (!parts) return { kind: 'malformed' };
    const here = routes.flatMap((route) => {
      const texts = textsOf(route, parts);
      return texts ? [{ ...route, texts }] : [];
    });
    const found = here.find(({ call }) => call.method === method);
    if (found) return { kind: 'call', id: found.id, call: found.call, path: found.texts };
    return here.length > 0
      ? { kind: 'other-method', calls: here.map(({ call }) => call) }
      : { kind: 'unknown' };
  };
}

function compile(path: string): Segment[] {
  return path.split('/').map((segment) => {
    const end = segment.indexOf('}');
    return segment.startsWith('{')
      ? { name: segment.slice(1, end), verb: segment.slice(end + 1) }
      : { literal: segment };
  });
}

function decoded(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** @returns the path's parameters, or undefined when it is another path */
function textsOf({ segments }: Route, parts: readonly string[]): PathTexts | undefined {
  if (parts.length !== segments.length) return undefined;
  const texts: [name: string, text: string][] = [];
  for (const [i, segment] of segments.entries()) {
    const part = parts[i] ?? '';
    const text = 'literal' in segment ? part === segment.literal && '' : textBefore(segment.verb, part);
    if (text === false) return undefined;
    if ('name' in segment) texts.push([segment.name, text]);
  }
  return Object.fromEntries(texts);
}

/** @returns what stands before the verb; false when another verb follows, or nothing stands before it */
function textBefore(verb: string, part: string): string | false {
  const colon = part.indexOf(':');
  const end = colon === -1 ? part.length : colon;
  return end > 0 && part.slice(end) === verb && part.slice(0, end);
}
