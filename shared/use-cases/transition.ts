import { decide } from '../jobs/decide.ts';
import type { Effect, JobEvent, Outcome } from '../jobs/events.ts';
import { fractionOf } from '../jobs/hash.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import { StoreUnavailableError } from '../ports/errors.ts';
import type { JobStore, Revision, Stored } from '../ports/job-store.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { GatewayContext } from './context.ts';
import { report } from './report.ts';

/** Most tries. Ten answers for one job at once (docs/protocol.md §4.2) need fewer. */
const MAX_TRIES = 20;
/** Longest wait before reading again after a conflict, in milliseconds; grows with the tries. */
const CONFLICT_WAIT_MS = 8;

export interface Transition {
  readonly stored: Stored | undefined;
  readonly effects: readonly Effect[];
  readonly outcome: Outcome;
}

/** An event, and the job that it happened to. */
export interface Happened {
  readonly requestId: RequestId;
  readonly event: JobEvent;
  /** The record as it was just written or read; the first try then costs no read. */
  readonly from?: Stored | undefined;
  /** Whether it happened to that very state, and to none that came since. */
  readonly once?: boolean;
}

/**
 * Reads, decides, and writes on condition that the record did not change in between. After a conflict it
 * reads and decides again, a few jittered milliseconds later (docs/adr/001-optimistic-writes.md).
 * @returns the record as stored, the effects still to be performed, and the outcome
 * @throws StoreUnavailableError when the store does not answer, or conflicts do not end
 */
export async function transition(
  context: GatewayContext,
  { requestId, event, from, once }: Happened,
): Promise<Transition> {
  const { store, clock, policy } = context;
  let current = from ?? (await store.get(requestId));
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const { record, effects, outcome } = decide(current?.record, event, policy, clock.now());
    const done = async (stored: Stored | undefined) => {
      report(context, outcome, record);
      await context.breaker.observe(outcome, record);
      return { stored, effects, outcome };
    };
    if (record === undefined || record === current?.record) return done(current);
    const revision = await write(store, current, record);
    if (revision !== 'conflict') return done({ record, revision });
    if (once) return { stored: await store.get(requestId), effects: [], outcome: { type: 'stale' } };
    const jitter = fractionOf(`${requestId}/${event.type}/${tries}/${clock.now()}`);
    await clock.sleep(CONFLICT_WAIT_MS * tries * jitter);
    current = await store.get(requestId);
  }
  throw new StoreUnavailableError();
}

async function write(
  store: JobStore,
  current: Stored | undefined,
  next: JobRecord,
): Promise<Revision | 'conflict'> {
  if (current) return store.replace(next, current.revision);
  const created = await store.create(next);
  return created === 'exists' ? 'conflict' : created;
}
