import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { isUnreadable, type JobStore } from '../../shared/ports/job-store.ts';

/** Told what was stored before, if anything, and what is stored now. */
export type OnWrite = (before: JobRecord | undefined, after: JobRecord) => void;

/** A store that tells of every write that takes effect, before the writer hears of it. */
export function watchedStore(store: JobStore, onWrite: OnWrite): JobStore {
  const watch = async <Outcome>(
    records: readonly JobRecord[],
    write: () => Promise<readonly Outcome[]>,
  ): Promise<readonly Outcome[]> => {
    const before = await store.getMany(records.map(({ requestId }) => requestId));
    const outcomes = await write();
    for (const [i, record] of records.entries()) {
      const known = before[i];
      if (isWritten(outcomes[i])) onWrite(known && !isUnreadable(known) ? known.record : undefined, record);
    }
    return outcomes;
  };
  const watchOne = async <Outcome>(record: JobRecord, write: () => Promise<Outcome>): Promise<Outcome> => {
    const [outcome] = await watch([record], async () => [await write()]);
    return outcome as Outcome;
  };
  return {
    create: (record) => watchOne(record, () => store.create(record)),
    createAll: (records) => watch(records, () => store.createAll(records)),
    replace: (record, expected) => watchOne(record, () => store.replace(record, expected)),
    replaceAll: (replacements) =>
      watch(
        replacements.map(({ record }) => record),
        () => store.replaceAll(replacements),
      ),
    get: (id) => store.get(id),
    getMany: (ids) => store.getMany(ids),
    due: (query) => store.due(query),
    findByMessageId: (id) => store.findByMessageId(id),
    list: (query) => store.list(query),
    findByPerson: (query) => store.findByPerson(query),
    count: (filter) => store.count(filter),
    countAs: (keys) => store.countAs(keys),
    findCounted: (query) => store.findCounted(query),
    countTimers: (query) => store.countTimers(query),
    oldestDue: (dueBy) => store.oldestDue(dueBy),
  };
}

/** @returns whether a write of this outcome took effect */
export function isWritten(outcome: unknown): boolean {
  return outcome !== 'exists' && outcome !== 'conflict' && !(outcome instanceof Error);
}
