/** The lineages that are about a person: found by what is known of them, or by request IDs. */
import { attemptId } from '../../../jobs/attempt-id.ts';
import { MAX_RECORDS } from '../../../jobs/erasures/erasure-states.ts';
import type { PersonKey } from '../../../jobs/persons/person-keys.ts';
import type { UnreadableReason } from '../../../ports/errors.ts';
import { isUnreadable, type JobStore, type Stored, type Unreadable } from '../../../ports/job-store.ts';
import type { RequestId } from '../../../protocol/request-id.ts';

export interface Lineage {
  readonly rootId: RequestId;
  /** Oldest first; those that cannot be read are left out. */
  readonly attempts: readonly Stored[];
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

/** Records of one page. A record may have nearly 1 MB, and most have a few kB. */
const PAGE = 100;

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
    const page = await store.findByPerson({ keys, after, limit: PAGE });
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
  for (const [i, read] of (await store.getMany(requestIds)).entries()) {
    const requestId = requestIds[i] ?? '';
    if (read === undefined) blockers.push({ requestId, reason: 'not-found' });
    else if (isUnreadable(read)) blockers.push(read);
    else roots.add(read.record.lineage.rootId);
  }
  return { roots, blockers };
}

/** Request IDs of later attempts follow from the root's, whether or not the attempt before notes them. */
async function withEveryAttempt(store: JobStore, roots: readonly RequestId[]) {
  const attempts = new Map<RequestId, Stored[]>(roots.map((rootId) => [rootId, []]));
  const unreadable: Unreadable[] = [];
  let open = [...roots];
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const read = await store.getMany(open.map((rootId) => idOf(rootId, attempt)));
    open = open.filter((rootId, i) => {
      const one = read[i];
      if (one === undefined) return false;
      if (isUnreadable(one)) unreadable.push(one);
      else if (one.record.lineage.rootId !== rootId) return false;
      else attempts.get(rootId)?.push(one);
      return true;
    });
  }
  return { lineages: [...attempts].map(([rootId, of]) => ({ rootId, attempts: of })), unreadable };
}

function idOf(rootId: RequestId, attempt: number): RequestId {
  return attempt === 1 ? rootId : attemptId(rootId, attempt);
}
