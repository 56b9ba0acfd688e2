/**
 * Tolerant readers of JSON values. A member that is absent, null or of another kind than expected counts as
 * not given, since any member of a response may be so (docs/protocol.md §4.2). They never throw.
 */

/**
 * @param value of any shape
 * @param path the names of members, and the places of list entries, from the outermost to the innermost
 * @returns the value at the end of the path; undefined when a step of it leads nowhere
 * @example read(job, 'reason', 'body')
 */
export function read(value: unknown, ...path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** @returns the entries of the list that the path leads to; none when there is no list */
export function list(value: unknown, ...path: readonly PropertyKey[]): readonly unknown[] {
  const entries = read(value, ...path);
  return Array.isArray(entries) ? entries : [];
}

/** @returns the text that the path leads to; an empty one when there is none */
export function text(value: unknown, ...path: readonly PropertyKey[]): string {
  const found = read(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** @returns whether the path leads to a text that is not blank: given input, docs/protocol.md §2.6 (C25) */
export function filled(value: unknown, ...path: readonly PropertyKey[]): boolean {
  return text(value, ...path).trim() !== '';
}
