/**
 * Checks of a world at rest: every job is accounted for, is as Modigie has it, and every ending was
 * delivered.
 */
import type { SyntheticRepository } from '../../local/synthetic-repository/repository.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { BudgetCounter } from '../../shared/ports/budget-counter.ts';
import { isEnding } from '../../shared/protocol/job-status.ts';
import type { BudgetLimit } from '../../shared/use-cases/submit/budget.ts';
import { check, checkBalance, lineagesOf } from './invariants.ts';
import type { OutgoingMessages } from './outgoing-messages.ts';

export interface WorldAtRest {
  readonly records: readonly JobRecord[];
  /** Jobs that the company handed in, and the IDs of those that it was told are accepted. */
  readonly jobs: readonly { readonly requestId: string | undefined; readonly payload: object }[];
  readonly acknowledged: ReadonlySet<string>;
  readonly malformedMessages: readonly Buffer[];
  readonly repository: SyntheticRepository;
  readonly outgoing: OutgoingMessages;
  /** By request ID, the status for which its retry was decided. */
  readonly retriedAs: ReadonlyMap<string, string>;
}

export function checkAtRest(world: WorldAtRest): void {
  const { records, jobs, acknowledged, malformedMessages, outgoing } = world;
  const { waiting } = checkBalance(records, acknowledged);
  check(waiting === 0, `${waiting} never ended`);
  for (const [rootId, last] of lineagesOf(records))
    check(
      outgoing.delivered.has(`${last.requestId}/${last.status}`),
      `${rootId} ended ${last.status}, and nobody was told`,
    );
  for (const job of jobs)
    check(isKept(job, world), `${job.requestId ?? 'what has no ID'} was taken and is not there`);
  for (const bytes of malformedMessages)
    check(outgoing.isSetAside(bytes), `a malformed message is nowhere: ${bytes}`);
  for (const record of records) checkRecord(record, world);
  checkCharges(world);
}

/**
 * In the ledger, sent under an ID of the gateway's own, or, by topic and beyond the budget or reusing an ID,
 * set aside.
 */
function isKept(job: WorldAtRest['jobs'][number], { records, outgoing }: WorldAtRest): boolean {
  return (
    records.some(({ requestId }) => requestId === job.requestId) ||
    outgoing.hasSent(job.payload) ||
    outgoing.isSetAside(Buffer.from(JSON.stringify(job)))
  );
}

function checkRecord(record: JobRecord, { outgoing, repository }: WorldAtRest): void {
  const { requestId, origin, purgedAt, lineage, status, answer } = record;
  check(purgedAt !== null, `${requestId} was never purged`);
  if (origin === 'external')
    return check(
      lineage.attempt === 1 && lineage.retriedBy === null,
      `${requestId} is not ours and was retried`,
    );
  check(outgoing.requested.has(requestId), `${requestId} was never sent`);
  const known = repository.stateOf(requestId);
  if (known === undefined || !isEnding(known.status)) return;
  check(known.status === status, `${requestId} is ${known.status} at Modigie, and ${status} here`);
  check(
    (answer?.version ?? '') >= known.updateTime,
    `${requestId} ended ${known.updateTime} at Modigie, and ${answer?.version} here`,
  );
}

/** At most one charge a lineage, unless a person asked for another attempt of what was never answered. */
function checkCharges({ repository, retriedAs }: WorldAtRest): void {
  const rootOf = (requestId: string) => requestId.replace(/~\d+$/, '');
  const lost = new Set(
    [...retriedAs].filter(([, status]) => status === 'unanswered').map(([requestId]) => rootOf(requestId)),
  );
  for (const [rootId, charged] of Map.groupBy(repository.completedIds(), rootOf))
    check(charged.length === 1 || lost.has(rootId), `${rootId} was charged ${charged.length} times`);
}

/** Each request of a day was counted before: errors are on the side that spends less. */
export async function checkBudget(
  records: readonly JobRecord[],
  { name }: BudgetLimit,
  spent: BudgetCounter,
): Promise<void> {
  const roots = records.filter(({ origin, lineage }) => origin === 'gateway' && lineage.attempt === 1);
  const dayOf = ({ requestedAt }: JobRecord) => new Date(requestedAt).toISOString().slice(0, 10);
  for (const [day, requested] of Map.groupBy(roots, dayOf)) {
    const [counted = 0] = await spent.read([`${name}@${day}`]);
    check(
      requested.length <= counted,
      `${requested.length} were requested on ${day}, and ${counted} counted`,
    );
  }
}
