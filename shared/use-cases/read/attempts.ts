/** From a root to its lineage: read by the root's ID, a job shows all of its attempts (docs/glossary.md). */

import { tellingAttempt } from '../../jobs/lineage.ts';
import { RecordUnreadableError } from '../../ports/errors.ts';
import { isUnreadable, type JobReader, type Stored, type Unreadable } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';

interface Reading {
  readonly store: JobReader;
}

/** Attempts of a lineage, oldest first; or the one of them that cannot be read. */
export type Attempts = readonly Stored[] | Unreadable;

/**
 * @returns for each ID its attempt and all that came after it; none for an unknown ID. It takes one read for
 * each attempt, and one call for each generation. A lineage with a record that cannot be read is not told
 * without it: what was told before would seem to go back.
 */
export async function attemptsOf({ store }: Reading, requestIds: readonly RequestId[]): Promise<Attempts[]> {
  const found = await store.getMany(requestIds);
  return followRetries(
    { store },
    found.map((read) => (read === undefined ? [] : isUnreadable(read) ? read : [read])),
  );
}

/**
 * @returns the attempt that `stored` stands for: of a root the one by which its lineage is told, else itself.
 * @throws RecordUnreadableError when a later attempt of a root cannot be read
 */
export async function attemptFor({ store }: Reading, stored: Stored): Promise<Stored> {
  if (!isRoot(stored)) return stored;
  const [lineage = []] = await followRetries({ store }, [[stored]]);
  if ('reason' in lineage) throw new RecordUnreadableError(lineage);
  return tellingAttempt(lineage) ?? stored;
}

async function followRetries({ store }: Reading, lineages: readonly Attempts[]): Promise<Attempts[]> {
  const known = [...lineages];
  for (let open = known.map((_, i) => i); open.length > 0; ) {
    const ahead = open.flatMap((i) => {
      const successor = successorId(known[i]);
      return successor ? [{ i, successor }] : [];
    });
    if (ahead.length === 0) break;
    const next = await store.getMany(ahead.map(({ successor }) => successor));
    open = ahead.flatMap(({ i }, n) => {
      const [lineage, read] = [known[i], next[n]];
      if (read === undefined || lineage === undefined || 'reason' in lineage) return [];
      known[i] = isUnreadable(read) ? beyond(lineage, read) : [...lineage, read];
      return isUnreadable(read) ? [] : [i];
    });
  }
  return known;
}

/** A later attempt is told by itself, whatever comes after it; a lineage is not told without an attempt. */
function beyond(lineage: readonly Stored[], unreadable: Unreadable): Attempts {
  const [first] = lineage;
  return first && !isRoot(first) ? lineage : unreadable;
}

function successorId(lineage: Attempts | undefined): RequestId | null {
  if (lineage === undefined || 'reason' in lineage) return null;
  return lineage.at(-1)?.record.lineage.retriedBy ?? null;
}

/** A root stands for its lineage. */
export function isRoot({ record }: Stored): boolean {
  return record.lineage.attempt === 1;
}
