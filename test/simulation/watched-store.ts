import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { JobStore } from '../../shared/ports/job-store.ts';
import { storeOf } from '../one-by-one.ts';

/**
 * A store that tells of every write that takes effect, before the writer hears of it.
 * @param onWrite told what was stored before, if anything, and what is stored now
 */
export function watchedStore(
  store: JobStore,
  onWrite: (before: JobRecord | undefined, after: JobRecord) => void,
): JobStore {
  const watch = async <R>(record: JobRecord, write: () => Promise<R>): Promise<R> => {
    const before = (await store.get(record.requestId))?.record;
    const result = await write();
    if (result !== 'conflict' && result !== 'exists') onWrite(before, record);
    return result;
  };
  return storeOf({
    create: (record) => watch(record, () => store.create(record)),
    replace: (record, expected) => watch(record, () => store.replace(record, expected)),
    get: (id) => store.get(id),
    getMany: (ids) => store.getMany(ids),
    due: (query) => store.due(query),
    findByMessageId: (id) => store.findByMessageId(id),
    list: (query) => store.list(query),
    count: (filter) => store.count(filter),
  });
}
