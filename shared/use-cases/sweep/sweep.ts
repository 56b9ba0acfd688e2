/** The sweep: the work of all timers that are due, a net under all else (docs/adr/002-one-timer.md). */

import { SHARD_COUNT } from '../../jobs/timers.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { perform } from '../effects/perform.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { labelsOf } from '../report.ts';
import { faultEvent } from '../store-fault.ts';
import { transition } from '../transition.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

const PAGE = 100;
const CONCURRENCY = 16;

export interface SweepResult {
  /** How many timers had which outcome. */
  readonly counts: Readonly<Record<string, number>>;
  /** False when the time budget ended before all that was due was done. */
  readonly complete: boolean;
}

interface SweepRun {
  readonly context: GatewayContext;
  readonly deadline: number;
  readonly counts: Record<string, number>;
}

/**
 * Goes through the shards until nothing is due or the time is up. Two sweeps at once are safe: the write that
 * moves a timer ahead claims it, so one of them does its work.
 * @param timeBudgetMs after how many milliseconds no further timer is claimed
 * @param from the first shard: sweeps that begin at different shards share the work
 */
export async function sweep(context: GatewayContext, timeBudgetMs: number, from = 0): Promise<SweepResult> {
  const startedAt = context.clock.now();
  const run: SweepRun = { context: withCircuits(context), deadline: startedAt + timeBudgetMs, counts: {} };
  let complete = true;
  for (let i = 0; i < SHARD_COUNT; i += 1) {
    complete = (await sweepShard(run, (from + i) % SHARD_COUNT)) && complete;
  }
  const durationMs = context.clock.now() - startedAt;
  if (complete && Object.keys(run.counts).length === 0) context.telemetry.emit('sweep.empty', { durationMs });
  else {
    const reason = complete ? 'complete' : 'out-of-time';
    context.telemetry.emit('sweep.finished', { counts: run.counts, durationMs, reason });
  }
  return { counts: run.counts, complete };
}

/**
 * A topic that does not answer must not hold up the others: each has a circuit for the length of one sweep.
 */
function withCircuits(context: GatewayContext): GatewayContext {
  return {
    ...context,
    asApplication: new CircuitBreaker(context.asApplication),
    asGateway: new CircuitBreaker(context.asGateway),
  };
}

async function sweepShard(run: SweepRun, shard: number): Promise<boolean> {
  const { context, deadline } = run;
  let after: Stored | undefined;
  while (context.clock.now() < deadline) {
    // Page by page: a timer whose work fails is left to the next sweep, and does not hold up the others.
    const due = await context.store.due({ shard, now: context.clock.now(), after, limit: PAGE });
    const inTime = await mapConcurrently(due, CONCURRENCY, async (stored) => {
      if (context.clock.now() >= deadline) return false;
      await sweepOne(run, stored);
      return true;
    });
    if (inTime.includes(false)) return false;
    if (due.length < PAGE) return true;
    after = due.at(-1);
  }
  return false;
}

async function sweepOne({ context, counts }: SweepRun, from: Stored): Promise<void> {
  const count = (outcome: string) => {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  };
  try {
    const happened = { requestId: from.record.requestId, event: { type: 'timer-due' }, from } as const;
    const { stored, effects, outcome } = await transition(context, happened);
    await perform(context, effects, stored);
    count(outcome.type);
  } catch (error) {
    const [name, fields] = faultEvent(error, 'sweep.failed', 'sweep');
    context.telemetry.emit(name, { ...labelsOf(from.record), ...fields });
    count('failed');
  }
}
