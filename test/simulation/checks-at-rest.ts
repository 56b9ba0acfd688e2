/**
 * Checks of a world at rest: every job is accounted for, is as Modigie has it, and every ending was
 * delivered.
 */
import type { SyntheticRepository } from '../../local/synthetic-repository/repository.ts';
import { instant } from '../../shared/jobs/instant.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY } from '../../shared/jobs/policy.ts';
import { isEnding } from '../../shared/protocol/job-status.ts';
import type { Company } from './company.ts';
import { checkExplained } from './explanations.ts';
import { check, checkBalance, lineagesOf } from './invariants.ts';
import type { OtherSystem } from './other-system.ts';
import type { OutgoingMessages } from './outgoing-messages.ts';

export interface WorldAtRest {
  readonly records: readonly JobRecord[];
  /** Jobs that the company handed in, and the IDs of those that it was told are accepted. */
  readonly jobs: readonly { readonly requestId: string | undefined; readonly payload: object }[];
  readonly acknowledged: ReadonlySet<string>;
  /** Payloads, as JSON text, that were stored once. */
  readonly stored: ReadonlySet<string>;
  /** IDs that another system used, too. */
  readonly shared: OtherSystem['used'];
  readonly malformedMessages: readonly Buffer[];
  readonly wronglyDiscarded: ReadonlySet<string>;
  readonly saidToBeCompleted: ReadonlySet<string>;
  readonly repository: SyntheticRepository;
  readonly outgoing: OutgoingMessages;
  /** When the last fault was over. */
  readonly healedAt: number;
  /** By request ID, the status for which its retry was decided. */
  readonly retriedAs: ReadonlyMap<string, string>;
  /** Request IDs whose results were delivered again by hand, at any time. */
  readonly redelivered: ReadonlySet<string>;
}

export function checkAtRest(world: WorldAtRest): void {
  const { records, jobs, acknowledged, malformedMessages, outgoing } = world;
  const { waiting } = checkBalance(records, acknowledged);
  check(waiting === 0, `${waiting} never ended`);
  for (const [rootId, last] of lineagesOf(records)) {
    // Its submission was answered that there is no room.
    if (last.status === 'over-budget') continue;
    const key = `${last.requestId}/${last.status}`;
    check(outgoing.delivered.has(key), `${rootId} ended ${last.status}, and nobody was told`);
    const kept = outgoing.lastOf(rootId);
    check(kept === key, `${rootId} ended ${last.status}, and a consumer keeps ${kept}`);
  }
  for (const job of jobs)
    check(isKept(job, world), `${job.requestId ?? 'what has no ID'} was taken and is not there`);
  for (const bytes of malformedMessages)
    check(outgoing.isSetAside(bytes), `a malformed message is nowhere: ${bytes}`);
  for (const record of records) {
    checkRecord(record, world);
    checkDelivery(record, world);
  }
  checkExplanations(world);
  checkCharges(world);
}

/** Each attempt, and each lineage, after its last change; by the default policy, whatever the world's was. */
function checkExplanations({ records }: WorldAtRest): void {
  const now = instant(Math.max(...records.map(({ updatedAt }) => updatedAt)));
  const lineages = Map.groupBy(records, ({ lineage }) => lineage.rootId).values();
  for (const lineage of lineages)
    checkExplained(
      lineage.toSorted((a, b) => a.lineage.attempt - b.lineage.attempt),
      { policy: DEFAULT_POLICY, now },
    );
}

/**
 * In the ledger under whatever ID, or, by topic and beyond the budget or reusing an ID, set aside.
 */
function isKept(job: WorldAtRest['jobs'][number], { records, stored, outgoing }: WorldAtRest): boolean {
  return (
    stored.has(JSON.stringify(job.payload)) ||
    records.some(({ requestId, origin }) => requestId === job.requestId && origin === 'gateway') ||
    outgoing.isSetAside(Buffer.from(JSON.stringify(job)))
  );
}

/** From an ending, or from the last fault, until its result is out: a sweep that is late, and a few tries. */
const DELIVERED_WITHIN_MS = 12 * 3_600_000;

function checkDelivery(
  { requestId, delivery, endedAt }: JobRecord,
  { healedAt, redelivered }: WorldAtRest,
): void {
  if (redelivered.has(requestId)) return;
  const waited = delivery ? delivery.at - Math.max(endedAt ?? 0, healedAt) : 0;
  check(waited <= DELIVERED_WITHIN_MS, `the result of ${requestId} went out ${waited} ms after its ending`);
}

function checkRecord(record: JobRecord, world: WorldAtRest): void {
  const { outgoing, repository, shared, wronglyDiscarded } = world;
  const { requestId, origin, purgedAt, lineage, status, answer, erased } = record;
  check(purgedAt !== null, `${requestId} was never purged`);
  if (origin === 'external')
    return check(
      lineage.attempt === 1 && lineage.retriedBy === null,
      `${requestId} is not ours and was retried`,
    );
  // The state that Modigie has of a shared ID may be the other system's.
  if (shared.has(requestId)) return;
  // A crash may have hidden that it was sent. It is not sent again, and its answers may have been lost.
  if (status === 'withdrawn') return;
  const isSent = outgoing.requested.has(requestId);
  // Without a payload, an answer that was lost is not asked for, and a publish may not have been noted.
  if (erased && (status === 'erased' || status === 'unanswered')) return;
  check(
    isSent !== (status === 'refused' || status === 'over-budget' || status === 'reused'),
    `${requestId} is ${status}, and ${isSent ? 'was' : 'was never'} sent`,
  );
  // Modigie said that it would never answer, so nobody asks for an answer that was lost.
  if (status === 'discarded' && wronglyDiscarded.has(requestId)) return;
  // An ending that contradicts it was said before, and counts for more.
  if (status === 'completed' && world.saidToBeCompleted.has(requestId)) return;
  const known = repository.stateOf(requestId);
  if (known === undefined || !isEnding(known.status)) return;
  check(known.status === status, `${requestId} is ${known.status} at Modigie, and ${status} here`);
  check(
    (answer?.version ?? '') >= known.updateTime,
    `${requestId} ended ${known.updateTime} at Modigie, and ${answer?.version} here`,
  );
}

/**
 * At most one charge a lineage of ours, unless a person asked for another attempt of what was never answered.
 */
function checkCharges({ records, repository, retriedAs, shared, outgoing }: WorldAtRest): void {
  const roots = new Map<string, string>(records.map(({ requestId, lineage }) => [requestId, lineage.rootId]));
  const rootOf = (requestId: string) => roots.get(requestId);
  const lost = new Set(
    [...retriedAs].filter(([, status]) => status === 'unanswered').map(([requestId]) => rootOf(requestId)),
  );
  const isOurs = (requestId: string) =>
    shared.get(requestId) !== 'other' && outgoing.requested.has(requestId);
  const ours = repository.completedIds().filter(isOurs);
  for (const [rootId, charged] of Map.groupBy(ours, rootOf))
    check(charged.length === 1 || lost.has(rootId), `${rootId} was charged ${charged.length} times`);
}

/**
 * A purge does not re-open an ID, nor forget what it was for.
 * @param jobs those that are in the ledger under an ID of the company's own
 */
export async function checkAfterPurge(
  company: Company,
  jobs: readonly ReturnType<Company['job']>[],
): Promise<void> {
  for (const job of jobs) {
    const { requestId = '' } = job;
    const other = { person: { firstName: 'X', lastName: 'Y' }, employment: { company: { title: 'Z' } } };
    const status = await company.aloneAndBatched({ ...job, payload: other });
    check(status === 409, `${requestId} was purged, and took another payload: ${status}`);
    if (!company.acknowledged.has(requestId)) continue;
    const again = await company.aloneAndBatched(job);
    check(again === 200, `${requestId} was purged, and does not know its payload: ${again}`);
  }
}
