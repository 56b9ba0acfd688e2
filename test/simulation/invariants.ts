/** What must hold at every write, and what must hold once the world has come to rest. */
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { OutgoingMessage } from '../../shared/jobs/ports.ts';
import { isTerminal, rankOf } from '../../shared/protocol/job-status.ts';

export class Violated extends Error {}

export function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violated(what);
}

/** State never goes backwards; no unfinished job without a timer; who a job is never changes. */
export function checkWrite(before: JobRecord | undefined, after: JobRecord): void {
  const { requestId } = after;
  check(
    after.endedAt !== null || after.wake !== null || (after.origin === 'external' && after.purgedAt !== null),
    `${requestId} is unfinished and has no timer`,
  );
  check(
    after.purgedAt === null || (after.wake === null && after.payload === null && after.answer?.job == null && after.tags.length === 0),
    `${requestId} was purged and is not empty`,
  );
  check(after.purgedAt !== null || after.endedAt === null || after.wake !== null, `${requestId} has ended and will never be purged`);
  if (!before) return;
  check(
    before.requestId === requestId && before.fingerprint === after.fingerprint && before.lineage.rootId === after.lineage.rootId,
    `${requestId} changed who it is`,
  );
  check(before.lineage.retriedBy === null || before.lineage.retriedBy === after.lineage.retriedBy, `${requestId} has two successors`);
  check(after.payload === null || after.payload === before.payload, `${requestId} changed its payload`);
  if (!before.answer) return;
  check(after.answer !== null, `${requestId} forgot its answer`);
  check(finality(after.answer.status) >= finality(before.answer.status), `${requestId} left ${before.answer.status} for ${after.answer.status}`);
  check(finality(after.answer.status) > finality(before.answer.status) || after.answer.version >= before.answer.version, `${requestId} took an older version`);
  check(before.purgedAt === null || after.purgedAt !== null || after.answer.version > before.answer.version, `${requestId} came back from its purge`);
}

/** What went over the wire to Modigie, and out to the company. */
export class Wire {
  readonly requests: { readonly requestId: string; readonly body: string }[] = [];
  readonly results: { readonly requestId: string; readonly status: string; readonly key: string }[] = [];
  readonly deadLetters: Buffer[] = [];
  readonly #bodies = new Map<string, string>();

  /** @param statusAtModigie what the repository knows of a request ID */
  request({ attributes, data }: OutgoingMessage, statusAtModigie: (requestId: string) => string | undefined): void {
    const requestId = attributes['modigieJobRequestId'] ?? '';
    const body = String(data);
    const known = this.#bodies.get(requestId);
    check(known === undefined || known === body, `${requestId} left with two payloads`);
    if (known === undefined) checkPredecessor(requestId, statusAtModigie);
    this.#bodies.set(requestId, body);
    this.requests.push({ requestId, body });
  }

  /** @param statusInStore what is stored of a request ID */
  result({ attributes }: OutgoingMessage, statusInStore: (requestId: string) => string | undefined): void {
    const { requestId = '', status = '', dedupKey = '' } = attributes;
    const stored = statusInStore(requestId);
    // An answer may have come for what was about to be delivered as unanswered.
    check(stored === status || status === 'unanswered', `${requestId} was delivered as ${status}, and is stored as ${stored}`);
    check(dedupKey === `${requestId}/${status}`, `${requestId} was delivered under the key ${dedupKey}`);
    this.results.push({ requestId, status, key: dedupKey });
  }
}

/** At most one attempt of a lineage is live: a successor goes out only after its predecessor failed or was canceled. */
function checkPredecessor(requestId: string, statusAtModigie: (requestId: string) => string | undefined): void {
  const [, root, attempt] = /^(.*)~(\d+)$/.exec(requestId) ?? [];
  if (root === undefined) return;
  const previous = Number(attempt) === 2 ? root : `${root}~${Number(attempt) - 1}`;
  const status = statusAtModigie(previous);
  check(status === 'failed' || status === 'canceled', `${requestId} was sent while ${previous} was ${status}`);
}

/** A total balance: what was accepted is accounted for, once. */
export function checkRest(records: readonly JobRecord[], wire: Wire, completedAtModigie: readonly string[]): void {
  const lineages = Map.groupBy(
    records.filter(({ origin }) => origin === 'gateway'),
    ({ lineage }) => lineage.rootId,
  );
  const counts: Record<string, number> = {};
  for (const [rootId, attempts] of lineages) {
    const last = attempts.toSorted((a, b) => a.lineage.attempt - b.lineage.attempt).at(-1);
    check(last !== undefined && last.endedAt !== null, `${rootId} never ended: it is ${last?.status}`);
    counts[last.status] = (counts[last.status] ?? 0) + 1;
    check(
      wire.results.some(({ key }) => key === `${last.requestId}/${last.status}`),
      `${rootId} ended ${last.status}, and nobody was told`,
    );
    for (const { requestId, status, lineage } of attempts) {
      check(
        lineage.retriedBy === null || (status !== 'rejected' && status !== 'discarded' && status !== 'completed'),
        `${requestId} was ${status} and sent again`,
      );
      check(
        wire.requests.some((request) => request.requestId === requestId),
        `${requestId} was never sent`,
      );
    }
  }
  const endings = ['completed', 'failed', 'canceled', 'rejected', 'discarded', 'unanswered'];
  const balance = endings.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  check(balance === lineages.size, `${lineages.size} accepted, ${balance} accounted for: ${JSON.stringify(counts)}`);
  const charged = Map.groupBy(completedAtModigie, (requestId) => requestId.replace(/~\d+$/, ''));
  for (const [rootId, ids] of charged) check(ids.length === 1, `${rootId} was charged ${ids.length} times`);
}

function finality(status: string): number {
  return isTerminal(status) ? rankOf(status) : 0;
}
