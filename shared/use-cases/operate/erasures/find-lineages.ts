/** The lineages that are about a person: found by what is known of them, or by request IDs. */
import { attemptId } from '../../../jobs/attempt-id.ts';
import { MAX_RECORDS } from '../../../jobs/erasures/erasure-states.ts';
import type { PersonKey } from '../../../jobs/persons/person-keys.ts';
import type { UnreadableReason } from '../../../ports/errors.ts';
import { isUnreadable, type JobStore, type Stored, type Unreadable } from '../../../ports/job-store.ts';
import type { RequestId } from '../../../protocol/request-id.ts';

/** As much of a record as is kept while all of them are looked for: they may be a thousand of nearly 1 MB. */
interface FoundAttempt {
  readonly requestId: RequestId;
  readonly rootId: RequestId;
  readonly isErased: boolean;
}

export interface Lineage {
  readonly rootId: RequestId;
  /** Oldest first; those that cannot be read are left out. */
  readonly attempts: readonly FoundAttempt[];
}

/** A record that stands in the way: one that cannot be read cannot be emptied. */
export interface Blocker {
  readonly requestId: string;
  readonly reason: UnreadableReason | 'not-found';
}

export interface FoundLineages {
  readonly lineages: readonly Lineage[];
  readonly blockers: readonly Blocker[];
  /** Records in all. */
  readonly records: number;
}

/** Records that are in memory at once. A record may have nearly 1 MB, and most have a few kB. */
export const AT_ONCE = 50;

/**
 * @param sought keys of the person, and request IDs of any attempts of theirs
 * @returns every attempt of each lineage, also one that its predecessor does not name yet; `too-many` beyond
 * what one erasure may have
 * @throws StoreUnavailableError
 */
export async function findLineages(
  store: JobStore,
  sought: { readonly keys: readonly PersonKey[]; readonly requestIds: readonly RequestId[] },
): Promise<FoundLineages | 'too-many'> {
  const byKeys = await rootsByKeys(store, sought.keys);
  if (byKeys === 'too-many') return byKeys;
  const byIds = await rootsByIds(store, sought.requestIds);
  const roots = [...new Set([...byKeys.roots, ...byIds.roots])];
  if (roots.length > MAX_RECORDS) return 'too-many';
  const { lineages, unreadable } = await withEveryAttempt(store, roots);
  const records = lineages.reduce((sum, { attempts }) => sum + attempts.length, 0);
  if (records > MAX_RECORDS) return 'too-many';
  const blockers = [...byKeys.unreadable, ...byIds.blockers, ...unreadable];
  return { lineages, blockers: [...new Map(blockers.map((one) => [one.requestId, one])).values()], records };
}

async function rootsByKeys(store: JobStore, keys: readonly PersonKey[]) {
  const roots = new Set<RequestId>();
  const unreadable: Unreadable[] = [];
  let found = 0;
  let after: RequestId | undefined;
  do {
    if (keys.length === 0) break;
    const page = await store.findByPerson({ keys, after, limit: AT_ONCE });
    for (const { record } of page.found) roots.add(record.lineage.rootId);
    unreadable.push(...page.unreadable);
    found += page.found.length;
    if (found > MAX_RECORDS) return 'too-many';
    after = page.next;
  } while (after !== undefined);
  return { roots, unreadable };
}

async function rootsByIds(store: JobStore, requestIds: readonly RequestId[]) {
  const roots = new Set<RequestId>();
  const blockers: Blocker[] = [];
  for (const [i, read] of (await readInParts(store, requestIds)).entries()) {
    const requestId = requestIds[i] ?? '';
    if (read === undefined) blockers.push({ requestId, reason: 'not-found' });
    else if ('reason' in read) blockers.push(read);
    else roots.add(read.rootId);
  }
  return { roots, blockers };
}

/** Request IDs of later attempts follow from the root's, whether or not the attempt before notes them. */
async function withEveryAttempt(store: JobStore, roots: readonly RequestId[]) {
  const attempts = new Map<RequestId, FoundAttempt[]>(roots.map((rootId) => [rootId, []]));
  const unreadable: Unreadable[] = [];
  let open = [...roots];
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const asked = open.map((rootId) => idOf(rootId, attempt));
    const read = await readInParts(store, asked);
    open = open.filter((rootId, i) => {
      const one = read[i];
      if (one === undefined) return false;
      if ('reason' in one) unreadable.push(one);
      else if (one.rootId !== rootId) return false;
      else attempts.get(rootId)?.push(one);
      return true;
    });
  }
  return { lineages: [...attempts].map(([rootId, of]) => ({ rootId, attempts: of })), unreadable };
}

function idOf(rootId: RequestId, attempt: number): RequestId {
  return attempt === 1 ? rootId : attemptId(rootId, attempt);
}

/** @returns as much of each as is kept, in order; undefined for an unknown ID */
async function readInParts(
  store: JobStore,
  requestIds: readonly RequestId[],
): Promise<(FoundAttempt | Unreadable | undefined)[]> {
  const read: (FoundAttempt | Unreadable | undefined)[] = [];
  for (let from = 0; from < requestIds.length; from += AT_ONCE) {
    const part = await store.getMany(requestIds.slice(from, from + AT_ONCE));
    read.push(...part.map((one) => (one === undefined || isUnreadable(one) ? one : foundAttempt(one))));
  }
  return read;
}

function foundAttempt({ record: { requestId, lineage, erased } }: Stored): FoundAttempt {
  return { requestId, rootId: lineage.rootId, isErased: erased };
}
