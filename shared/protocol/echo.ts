/**
 * Whose job an answer is about: its payload comes back as it was sent, enriched (docs/protocol.md §5.4). Two
 * requests can meet under one request ID, and an answer names nothing but the ID.
 */

/** `unknown` where there is no payload to compare: the job was purged, or the answer has none. */
export type Owner = 'ours' | 'other' | 'unknown';

/**
 * @param sent the request's payload as JSON text; null where it is not known any more
 * @param job the JobV2's JSON text
 * @returns `ours` when every value that was sent stands in the answer's payload at the same place. In a list
 * the place may have changed: Modigie appends entries. Null, an empty list and an empty object are as if
 * absent. URLs are not compared: Modigie replaces them (docs/protocol.md §5.3).
 */
export function ownerOf(sent: string | null, job: string | null): Owner {
  if (sent === null || job === null) return 'unknown';
  const { payload } = JSON.parse(job) as { readonly payload?: unknown };
  if (payload === undefined || payload === null) return 'unknown';
  const { urls: _replaced, ...lasting } = JSON.parse(sent) as Readonly<Record<string, unknown>>;
  return contains(payload, lasting) ? 'ours' : 'other';
}

function contains(whole: unknown, part: unknown): boolean {
  if (part === null) return true;
  if (typeof part !== 'object') return whole === part;
  if (Array.isArray(part)) {
    return part.every(
      (entry) => Array.isArray(whole) && whole.some((candidate) => contains(candidate, entry)),
    );
  }
  const members = (typeof whole === 'object' ? (whole ?? {}) : {}) as Readonly<Record<string, unknown>>;
  return Object.entries(part).every(([key, value]) => contains(members[key], value));
}
