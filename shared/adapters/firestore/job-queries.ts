import { type CollectionReference, FieldPath, type Query } from '@google-cloud/firestore';
import type { JobFilter } from '../../jobs/filter-grammar.ts';
import type { Instant } from '../../jobs/instant.ts';
import { findable } from '../../jobs/job-filter.ts';
import type { ListPlace } from '../../jobs/list-order.ts';
import type { CountKey } from '../../jobs/money/counted-as.ts';
import { MAX_ALTERNATIVES, splitFilter } from '../../jobs/served-filter.ts';
import { SHARD_COUNT } from '../../jobs/timers.ts';
import type {
  CountedQuery,
  CountFilter,
  DueQuery,
  ListQuery,
  PersonQuery,
  TimerCount,
} from '../../ports/job-store.ts';
import type { MessageId } from '../../protocol/message.ts';
import { CHANGE_SHARDS, isLongTag, type JobDocument, longTagKey, messageKey } from '../documents/document.ts';
import { documentName } from './document-name.ts';

type JobQuery = Query<JobDocument>;

const TIMER_SHARDS = Array.from({ length: SHARD_COUNT }, (_, shard) => shard);
const SHARDS = Array.from({ length: CHANGE_SHARDS }, (_, shard) => shard);

/**
 * Every query of the ledger. An index serves each of them, or Firestore refuses it:
 * `test/infra/firestore-indexes.test.ts` holds them against `infra/firestore.indexes.json`.
 */
export class JobQueries {
  readonly #jobs: CollectionReference<JobDocument>;

  constructor(jobs: CollectionReference<JobDocument>) {
    this.#jobs = jobs;
  }

  due({ shard, now, after, limit }: DueQuery): JobQuery {
    const query = this.#jobs
      .where('wake.shard', '==', shard)
      .where('wake.at', '<=', now)
      .orderBy('wake.at')
      .orderBy(FieldPath.documentId())
      .limit(limit);
    const last = after?.record;
    return last ? query.startAfter(last.wake?.at ?? 0, documentName(last.requestId)) : query;
  }

  /** Shards are alternatives of one query: it is only counted, and in no order. */
  timers({ purpose, dueBy }: TimerCount): JobQuery {
    const query = this.#jobs
      .where('wake.for', '==', purpose)
      .where('wake.shard', 'in', TIMER_SHARDS)
      .orderBy('wake.at');
    return dueBy === undefined ? query : query.where('wake.at', '<=', dueBy);
  }

  /** Only the time is read: a record may have nearly 1 MB. */
  oldestDue(dueBy: Instant): Query {
    return this.#jobs
      .where('wake.shard', 'in', TIMER_SHARDS)
      .where('wake.at', '<=', dueBy)
      .orderBy('wake.at')
      .limit(1)
      .select('wake.at');
  }

  byMessageId(messageId: MessageId): JobQuery {
    return this.#jobs.where('messageKeys', 'array-contains', messageKey(messageId));
  }

  /** @returns the queries whose counts, added up, are the count: each takes so many keys and no more */
  countedAs(keys: readonly CountKey[]): JobQuery[] {
    return Array.from({ length: Math.ceil(keys.length / MAX_ALTERNATIVES) }, (_, i) =>
      this.#jobs.where(
        'countedAs',
        'array-contains-any',
        keys.slice(i * MAX_ALTERNATIVES, (i + 1) * MAX_ALTERNATIVES),
      ),
    );
  }

  byCountKey({ key, after, limit }: CountedQuery): JobQuery {
    const query = this.#jobs
      .where('countedAs', 'array-contains', key)
      .orderBy(FieldPath.documentId())
      .limit(limit);
    return after === undefined ? query : query.startAfter(documentName(after));
  }

  byPerson({ keys, after, limit }: PersonQuery): JobQuery {
    const query = this.#jobs
      .where('personKeys', 'array-contains-any', [...keys])
      .orderBy(FieldPath.documentId())
      .limit(limit);
    return after === undefined ? query : query.startAfter(documentName(after));
  }

  /** @returns the queries whose documents, merged, are the list as far as indexes serve it */
  list({ filter, order = 'name', after }: ListQuery): JobQuery[] {
    const { served } = splitFilter(filter, order);
    return order === 'name' ? [this.#byName(served, after)] : this.#newest(served, after);
  }

  #byName(filter: JobFilter, after: ListPlace | undefined): JobQuery {
    const query = filtered(this.#jobs, filter).orderBy(FieldPath.documentId());
    return after ? query.startAfter(documentName(after.requestId)) : query;
  }

  #newest(filter: JobFilter, after: ListPlace | undefined): JobQuery[] {
    return SHARDS.map((shard) => {
      const query = filtered(this.#jobs.where('changed.shard', '==', shard), filter)
        .orderBy('changed.at', 'desc')
        .orderBy(FieldPath.documentId(), 'desc');
      return after ? query.startAfter(after.changedAt, documentName(after.requestId)) : query;
    });
  }

  /** @returns the queries whose counts, added up, are the count: each job is in one of them */
  counts(filter: CountFilter): JobQuery[] {
    const query = filtered(this.#jobs, filter);
    if (filter.since === undefined && filter.until === undefined) return [query];
    // A range of times is in one index with its shard. Shards are alternatives as well, and those are few.
    const alternatives = (filter.status?.length ?? 1) * (filter.jobType?.length ?? 1);
    const atOnce = Math.max(1, Math.floor(MAX_ALTERNATIVES / alternatives));
    return SHARDS.filter((shard) => shard % atOnce === 0).map((from) =>
      query.where('changed.shard', 'in', SHARDS.slice(from, from + atOnce)).orderBy('changed.at', 'desc'),
    );
  }
}

function filtered(jobs: JobQuery, filter: JobFilter): JobQuery {
  const { status, jobType, cause, held, tag, team, since, until } = filter;
  let query = jobs;
  if (status) query = whereOneOf(query, 'status', status);
  if (jobType) query = whereOneOf(query, 'jobType', jobType);
  if (cause) query = whereOneOf(query, 'cause', cause);
  if (held !== undefined) query = query.where('held', '==', held);
  if (tag !== undefined)
    query = isLongTag(tag)
      ? query.where('longTagKeys', 'array-contains', longTagKey(tag))
      : query.where('tags', 'array-contains', tag);
  if (team !== undefined) query = query.where('team', '==', team);
  if (since !== undefined) query = query.where('changed.at', '>=', since);
  if (until !== undefined) query = query.where('changed.at', '<', until);
  return query;
}

function whereOneOf(query: JobQuery, field: 'status' | 'jobType' | 'cause', values: readonly string[]) {
  const [only, ...more] = findable(values);
  return more.length === 0 ? query.where(field, '==', only) : query.where(field, 'in', [only, ...more]);
}
