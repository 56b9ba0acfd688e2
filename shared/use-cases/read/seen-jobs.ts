/** The ledger as the callers of one team see it: for them, jobs of others are not there. */
import { isSeenBy, type Team } from '../../jobs/teams.ts';
import {
  isUnreadable,
  type JobReader,
  type JobStore,
  type Stored,
  type Unreadable,
} from '../../ports/job-store.ts';

/** @returns a reader that finds the jobs of a team alone */
export function seenJobs(team: Team, store: JobReader): JobReader {
  if (team === 'every') return store;
  return {
    getMany: async (requestIds) => (await store.getMany(requestIds)).map((read) => seen(team, read)),
    list: ({ filter, ...query }) => store.list({ ...query, filter: { ...filter, team } }),
    count: (filter) => store.count({ ...filter, team }),
    // A sum is of a dimension, and those of other teams are not asked for.
    countAs: (keys) => store.countAs(keys),
    findCounted: async (query) => {
      const { found, ...page } = await store.findCounted(query);
      return { ...page, found: found.filter(({ record }) => isSeenBy(team, record)) };
    },
    // Callers of one team are refused what timers are counted and looked at for.
    countTimers: (query) => store.countTimers(query),
    oldestDue: (dueBy) => store.oldestDue(dueBy),
  };
}

/** @returns a ledger in which a team finds its own jobs alone; whatever is written goes to the whole one */
export function seenLedger(team: Team, store: JobStore): JobStore {
  if (team === 'every') return store;
  return {
    ...seenJobs(team, store),
    get: async (requestId) => {
      const stored = await store.get(requestId);
      return stored && isSeenBy(team, stored.record) ? stored : undefined;
    },
    create: (record) => store.create(record),
    replace: (record, expected) => store.replace(record, expected),
    createAll: (records) => store.createAll(records),
    replaceAll: (replacements) => store.replaceAll(replacements),
    due: (query) => store.due(query),
    findByMessageId: (messageId) => store.findByMessageId(messageId),
    findByPerson: (query) => store.findByPerson(query),
  };
}

/** A record that cannot be read tells nothing, and may be the team's own: that it is there is said. */
function seen(team: Team, read: Stored | Unreadable | undefined): Stored | Unreadable | undefined {
  return read === undefined || isUnreadable(read) || isSeenBy(team, read.record) ? read : undefined;
}
