/** From a root to its lineage: read by the root's ID, a job shows all of its attempts (docs/glossary.md). */

import type { JobRecord } from '../../jobs/job-record.ts';
import { isUnreadable, type Stored, type Unreadable } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';

type Reading = Pick<GatewayContext, 'store'>;

/**
 * @returns the attempts that each ID stands for, oldest first: all of the lineage for a root, itself alone
 * for a later attempt, none for an unknown ID. It takes one read for each attempt, and one call for each
 * generation. A record that cannot be read stands for itself; a lineage ends before one.
 */
export async function attemptsOf(
  { store }: Reading,
  requestIds: readonly RequestId[],
): Promise<(Stored[] | Unreadable)[]> {
  const found = await store.getMany(requestIds);
  const lineages = found.map((read) => (read === undefined ? [] : isUnreadable(read) ? read : [read]));
  await followRetries(
    { store },
    lineages.filter((lineage) => Array.isArray(lineage)),
  );
  return lineages;
}

/** @returns the attempt that `stored` stands for: the latest of the lineage for a root, else itself. */
export async function latestAttempt({ store }: Reading, stored: Stored): Promise<Stored> {
  const lineage = [stored];
  await followRetries({ store }, [lineage]);
  return lineage.at(-1) ?? stored;
}

async function followRetries({ store }: Reading, lineages: readonly Stored[][]): Promise<void> {
  let open = lineages;
  while (open.length > 0) {
    const ahead = open.flatMap((lineage) => {
      const successor = successorId(lineage);
      return successor ? [{ lineage, successor }] : [];
    });
    if (ahead.length === 0) return;
    const next = await store.getMany(ahead.map(({ successor }) => successor));
    open = ahead.flatMap(({ lineage }, i) => {
      const read = next[i];
      if (read === undefined || isUnreadable(read)) return [];
      lineage.push(read);
      return [lineage];
    });
  }
}

function successorId(lineage: readonly { record: JobRecord }[]): RequestId | null {
  const root = lineage[0]?.record;
  return root?.lineage.attempt === 1 ? (lineage.at(-1)?.record.lineage.retriedBy ?? null) : null;
}
