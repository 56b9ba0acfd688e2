/** Reading jobs: one, many, a page, counts. */
import { LIMITS } from '../../api/limits.ts';
import type { View } from '../../api/view.ts';
import { tellingAttempt } from '../../jobs/lineage.ts';
import type { ListPlace } from '../../jobs/list-order.ts';
import { OWN_STATUSES } from '../../jobs/statuses.ts';
import type { Clock } from '../../ports/clock.ts';
import { RecordUnreadableError } from '../../ports/errors.ts';
import type { CountFilter, JobReader, ListQuery, Stored } from '../../ports/job-store.ts';
import { PUBLISHED_STATUSES } from '../../protocol/job-status.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';
import { attemptsOf, isRoot } from './attempts.ts';
import { attemptView, isFinal, jobText } from './job-view.ts';

/** All that reading works with: nothing is there to write or to publish with. */
export interface ReadContext {
  readonly store: JobReader;
  readonly clock: Pick<Clock, 'now'>;
  readonly telemetry: Telemetry;
}

/** Jobs that are held in memory at once: each may have nearly 1 MB. */
const AT_ONCE = 100;

/** Jobs by their IDs, and how much of an answer they may fill. */
interface JobsQuery {
  /** One may be there twice. */
  readonly requestIds: readonly RequestId[];
  /** Whether jobs that something more will happen to are left out: cheap to ask for often. */
  readonly finalOnly: boolean;
  readonly view?: View;
  /** Bytes of all texts together; the first one is given at any length. */
  readonly maxBytes: number;
}

interface JobTexts {
  /**
   * The job of each ID as JSON text, in order; undefined for an unknown ID and for a record that cannot be
   * read, which is logged. A root answers for its lineage.
   */
  readonly texts: readonly (string | undefined)[];
  /** The IDs that there was no room for, each once. */
  readonly leftOut: readonly RequestId[];
  /** The IDs, each once, of records that cannot be read, or of which a later attempt cannot. */
  readonly unreadable: readonly RequestId[];
}

/** @returns the jobs in order, up to the first that there is no room for */
export async function readJobs(context: ReadContext, { maxBytes, ...query }: JobsQuery): Promise<JobTexts> {
  const texts: (string | undefined)[] = [];
  const unreadable = new Set<RequestId>();
  let bytes = 0;
  for await (const { requestId, text, isReadable } of readings(context, query)) {
    const more = Buffer.byteLength(text ?? '');
    if (bytes > 0 && bytes + more > maxBytes)
      return {
        texts,
        leftOut: [...new Set(query.requestIds.slice(texts.length))],
        unreadable: [...unreadable],
      };
    bytes += more;
    texts.push(text);
    if (!isReadable) unreadable.add(requestId);
  }
  return { texts, leftOut: [], unreadable: [...unreadable] };
}

interface Reading {
  readonly requestId: RequestId;
  readonly text: string | undefined;
  readonly isReadable: boolean;
}

async function* readings(
  context: ReadContext,
  { requestIds, ...how }: Omit<JobsQuery, 'maxBytes'>,
): AsyncGenerator<Reading> {
  for (let from = 0; from < requestIds.length; from += AT_ONCE) {
    const asked = requestIds.slice(from, from + AT_ONCE);
    const lineages = await attemptsOf(context, asked);
    for (const [i, requestId] of asked.entries()) {
      const lineage = lineages[i] ?? [];
      if ('reason' in lineage) context.telemetry.emit('record.unreadable', lineage);
      const text = 'reason' in lineage ? undefined : textOf(lineage, how);
      yield { requestId, text, isReadable: !('reason' in lineage) };
    }
  }
}

/** A root is shown as the attempt by which its lineage is told, any other attempt as itself. */
function textOf(
  lineage: readonly Stored[],
  { finalOnly = false, view = 'full' }: { readonly finalOnly?: boolean; readonly view?: View },
): string | undefined {
  const [asked, latest] = [lineage.at(0), lineage.at(-1)];
  if (!asked || !latest) return undefined;
  const final = isFinal(latest.record);
  if (finalOnly && !final) return undefined;
  const shown = isRoot(asked) ? lineage : [asked];
  const { record } = (isRoot(asked) && tellingAttempt(lineage)) || asked;
  return jobText(record, { final, attempts: shown.map((attempt) => attemptView(attempt.record)) }, view);
}

interface JobText {
  readonly text: string;
  /** Whether nothing more will happen to its lineage by itself. */
  readonly isFinal: boolean;
}

/**
 * @returns the job, or undefined for an unknown ID. A root answers for its lineage.
 * @throws RecordUnreadableError
 */
export async function readJob(
  context: ReadContext,
  requestId: RequestId,
  view: View = 'full',
): Promise<JobText | undefined> {
  const [lineage = []] = await attemptsOf(context, [requestId]);
  if ('reason' in lineage) throw new RecordUnreadableError(lineage);
  const [text, latest] = [textOf(lineage, { view }), lineage.at(-1)];
  return text === undefined || !latest ? undefined : { text, isFinal: isFinal(latest.record) };
}

interface JobTextPage {
  /** Each job as JSON text. */
  readonly texts: readonly string[];
  /** Given as `after`, it leads to the next page; undefined on the last one. */
  readonly next: ListPlace | undefined;
  /** How many attempts were looked at. */
  readonly scanned: number;
}

/** Jobs of a list that are read together; of the newest, each shard gives some to spare. */
const LISTED_AT_ONCE = { name: AT_ONCE, newest: AT_ONCE / 2 } as const;

interface PageOfTexts {
  /** Where the page ends, whatever its limit; its first job is given at any length. */
  readonly maxBytes: number;
  readonly view?: View;
}

/**
 * @returns one page of attempts that match the query's filter; it ends as well when as many were looked at as
 * a call may, so that it may have few or none and another page behind it
 */
export async function listJobs(
  { store }: ReadContext,
  { filter, order = 'name', after, limit }: ListQuery,
  { maxBytes, view = 'full' }: PageOfTexts,
): Promise<JobTextPage> {
  const texts: string[] = [];
  let [room, next, scanned] = [maxBytes, after, 0];
  do {
    const page = await store.list({
      filter,
      order,
      after: next,
      limit: Math.min(LISTED_AT_ONCE[order], limit - texts.length),
      scanLimit: LIMITS.scannedJobs - scanned,
    });
    scanned += page.scanned;
    for (const { record, place } of page.listed) {
      const text = jobText(record, {}, view);
      room -= Buffer.byteLength(text);
      if (room < 0 && texts.length > 0) return { texts, next, scanned };
      texts.push(text);
      next = place;
    }
    next = page.next;
  } while (next !== undefined && texts.length < limit && scanned < LIMITS.scannedJobs);
  return { texts, next, scanned };
}

/**
 * Counts of attempts by status, statuses without any left out. Unless the filter names statuses, `other` are
 * those unknown to this version.
 */
export async function countJobs(
  { store }: ReadContext,
  { status: asked, ...filter }: CountFilter,
): Promise<Record<string, number>> {
  const statuses = asked ? [...new Set(asked)] : [...OWN_STATUSES, ...PUBLISHED_STATUSES];
  const [total, ...counts] = await Promise.all([
    asked ? undefined : store.count(filter),
    ...statuses.map((status) => store.count({ ...filter, status: [status] })),
  ]);
  const known = statuses.map((status, i) => [status, counts[i] ?? 0] as const);
  const sum = known.reduce((added, [, count]) => added + count, 0);
  const other = total === undefined ? 0 : Math.max(0, total - sum);
  return Object.fromEntries([...known, ['other', other] as const].filter(([, count]) => count > 0));
}
