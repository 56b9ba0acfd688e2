/**
 * A deployment of a newer version, function by function, which in some worlds is taken back for a while: what
 * the newer one wrote is beyond the older one's reading, which has to leave it alone.
 */
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { RecordUnreadableError } from '../../shared/ports/errors.ts';
import { isUnreadable, type JobStore, type OnUnreadable, type Stored } from '../../shared/ports/job-store.ts';
import type { GatewayContext } from '../../shared/use-cases/context.ts';
import { isWritten } from './watched-store.ts';

const HOUR = 3_600_000;
const SHARE = 0.15;
/** All functions are deployed within so long, unless the deployment stops half-way until it is taken back. */
const ROLLING_MS = 12 * HOUR;

interface VersionsOptions {
  readonly seed: string;
  readonly since: number;
  readonly clock: Clock;
}

export class RollingVersions {
  readonly isRolling: boolean;
  readonly #options: VersionsOptions;
  /** Request IDs of records that the newer version wrote last. */
  readonly #newer = new Set<string>();

  constructor(options: VersionsOptions) {
    this.#options = options;
    this.isRolling = this.#chance('at-all') < SHARE;
  }

  /** @returns the context of the function `name`, with the store as its version at the moment sees it */
  context(name: string, context: GatewayContext): GatewayContext {
    if (!this.isRolling) return context;
    const store = storeOfVersion(context.store, {
      isReadable: (id) => !this.#newer.has(id) || this.#hasNewer(name),
      wrote: (id) => void (this.#hasNewer(name) ? this.#newer.add(id) : this.#newer.delete(id)),
      onUnreadable: (unreadable) => context.telemetry.emit('record.unreadable', unreadable),
    });
    return { ...context, store };
  }

  #hasNewer(name: string): boolean {
    const { since, clock } = this.#options;
    const at = (what: string) => since + this.#chance(what) * 2 * ROLLING_MS;
    const now = clock.now();
    const deployedAt = at('deployed') + this.#chance(name) * ROLLING_MS;
    const takenBackAt = this.#chance('taken-back') < 0.5 ? at('deployed') + ROLLING_MS : undefined;
    const isTakenBack =
      takenBackAt !== undefined &&
      now >= takenBackAt &&
      now < takenBackAt + this.#chance('mended') * ROLLING_MS;
    return now >= deployedAt && !isTakenBack;
  }

  #chance(what: string): number {
    return fractionOf(`${this.#options.seed}/versions/${what}`);
  }
}

interface Version {
  readonly isReadable: (requestId: string) => boolean;
  readonly wrote: (requestId: string) => void;
  readonly onUnreadable: OnUnreadable;
}

function storeOfVersion(store: JobStore, { isReadable, wrote, onUnreadable }: Version): JobStore {
  const unreadable = (requestId: string) => ({ requestId, reason: 'newer-format' }) as const;
  const passOver = (record: JobRecord): boolean => {
    if (isReadable(record.requestId)) return true;
    onUnreadable(unreadable(record.requestId));
    return false;
  };
  const note = ({ requestId }: JobRecord, outcome: unknown) => {
    if (isWritten(outcome)) wrote(requestId);
  };
  const noted = async <R>(record: JobRecord, writing: Promise<R>): Promise<R> => {
    const outcome = await writing;
    note(record, outcome);
    return outcome;
  };
  const notedEach = async <R>(records: readonly JobRecord[], writing: Promise<readonly R[]>) => {
    const outcomes = await writing;
    for (const [i, record] of records.entries()) note(record, outcomes[i]);
    return outcomes;
  };
  return {
    create: (record) => noted(record, store.create(record)),
    createAll: (records) => notedEach(records, store.createAll(records)),
    replace: (record, expected) => noted(record, store.replace(record, expected)),
    replaceAll: (replacements) =>
      notedEach(
        replacements.map(({ record }) => record),
        store.replaceAll(replacements),
      ),
    get: async (id) => {
      const found = await store.get(id);
      if (found && !isReadable(id)) throw new RecordUnreadableError(unreadable(id));
      return found;
    },
    getMany: async (ids) =>
      (await store.getMany(ids)).map((read) =>
        read && !isUnreadable(read) && !isReadable(read.record.requestId)
          ? unreadable(read.record.requestId)
          : read,
      ),
    due: async (query) => {
      const found: Stored[] = [];
      for (let { after } = query; found.length < query.limit; ) {
        const page = await store.due({ ...query, after });
        found.push(...page.filter(({ record }) => passOver(record)));
        if (page.length < query.limit) break;
        after = page.at(-1);
      }
      return found.slice(0, query.limit);
    },
    findByMessageId: async (id) => {
      const found = await store.findByMessageId(id);
      return found && passOver(found.record) ? found : undefined;
    },
    list: async (query) => {
      const page = await store.list(query);
      return { ...page, listed: page.listed.filter(({ record }) => passOver(record)) };
    },
    findByPerson: async (query) => {
      const page = await store.findByPerson(query);
      const hidden = page.found.filter(({ record }) => !isReadable(record.requestId));
      return {
        ...page,
        found: page.found.filter((one) => !hidden.includes(one)),
        unreadable: [...page.unreadable, ...hidden.map(({ record }) => unreadable(record.requestId))],
      };
    },
    count: (filter) => store.count(filter),
    countAs: (keys) => store.countAs(keys),
    findCounted: (query) => store.findCounted(query),
    countTimers: (query) => store.countTimers(query),
    oldestDue: (dueBy) => store.oldestDue(dueBy),
  };
}
