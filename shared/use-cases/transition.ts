import { decide } from '../jobs/decide.ts';
import type { Effect, JobEvent, Outcome } from '../jobs/events.ts';
import { fractionOf } from '../jobs/hash.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import { StoreUnavailableError } from '../ports/errors.ts';
import type { Stored } from '../ports/job-store.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { LogEventName } from '../telemetry/log-events.ts';
import type { GatewayContext } from './context.ts';

/** Ten answers for one job at once end well within this many tries. */
const MAX_TRIES = 20;
/** Longest wait before reading again after a conflict, in milliseconds; grows with the tries. */
const CONFLICT_WAIT_MS = 8;

export interface Transition {
  readonly stored: Stored | undefined;
  readonly effects: readonly Effect[];
  readonly outcome: Outcome;
}

/**
 * Reads, decides, and writes on condition that nothing changed in between; after a conflict reads again a few
 * jittered milliseconds later (design.md §3, "Store": optimistic, not transactional). Performs nothing.
 * @param from the state the caller has just written or read: then the first try costs no read
 * @throws StoreUnavailableError when the store does not answer, or conflicts do not end
 */
export async function transition(
  context: GatewayContext,
  requestId: RequestId,
  event: JobEvent,
  from?: Stored,
): Promise<Transition> {
  let current = from ?? (await context.store.get(requestId));
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const { record, effects, outcome } = decide(current?.record, event, context.policy, context.clock.now());
    const revision = await write(context, current, record);
    if (revision !== 'conflict') {
      report(context, outcome, record);
      return { stored: record && revision ? { record, revision } : undefined, effects, outcome };
    }
    await context.clock.sleep(
      CONFLICT_WAIT_MS * tries * fractionOf(`${requestId}/${event.type}/${tries}/${context.clock.now()}`),
    );
    current = await context.store.get(requestId);
  }
  throw new StoreUnavailableError();
}

async function write({ store }: GatewayContext, current: Stored | undefined, next: JobRecord | undefined) {
  if (next === undefined || next === current?.record) return current?.revision;
  if (current) return store.replace(next, current.revision);
  const created = await store.create(next);
  return created === 'exists' ? 'conflict' : created;
}

/** Logs what a decision came to: IDs and codes, nothing else. */
export function report({ telemetry }: GatewayContext, outcome: Outcome, record: JobRecord | undefined): void {
  // Logged where it failed, with its cause.
  if (outcome === 'publish-failed') return;
  const [name, reason] = outcome.split(':');
  telemetry.emit(`job.${name}` as LogEventName, {
    ...(record && labelsOf(record)),
    ...(reason !== undefined
      ? { reason }
      : record?.answer?.reasonType
        ? { reason: record.answer.reasonType }
        : {}),
  });
}

export function labelsOf({ requestId, lineage, jobType, status }: JobRecord) {
  return { requestId, rootId: lineage.rootId, attempt: lineage.attempt, jobType, status };
}
