/** The sweep: the work of all timers that are due, a net under all else (docs/adr/002-one-timer.md). */

import { SHARD_COUNT } from '../../jobs/timers.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { perform } from '../effects/perform.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { labelsOf } from '../report.ts';
import { transition } from '../transition.ts';

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
  /** Request IDs whose timers failed: left to the next sweep, so that they do not hold up the others. */
  readonly failed: Set<string>;
}

/**
 * Goes through the shards until nothing is due or the time is up. Two sweeps at once are safe: the write that
 * moves a timer ahead claims it, so one of them does its work.
 * @param timeBudgetMs after how many milliseconds no further page is begun
 * @param from the first shard: sweeps that begin at different shards share the work
 */
export async function sweep(context: GatewayContext, timeBudgetMs: number, from = 0): Promise<SweepResult> {
  const startedAt = context.clock.now();
  const run: SweepRun = { context, deadline: startedAt + timeBudgetMs, counts: {}, failed: new Set() };
  let complete = true;
  for (let i = 0; i < SHARD_COUNT; i += 1) {
    complete = (await sweepShard(run, (from + i) % SHARD_COUNT)) && complete;
  }
  context.telemetry.emit('sweep.finished', {
    counts: run.counts,
    durationMs: context.clock.now() - startedAt,
    reason: complete ? 'complete' : 'out-of-time',
  });
  return { counts: run.counts, complete };
}

async function sweepShard(run: SweepRun, shard: number): Promise<boolean> {
  const { context, deadline, failed } = run;
  while (context.clock.now() < deadline) {
    const limit = PAGE + failed.size;
    const due = await context.store.due({ shard, now: context.clock.now(), limit });
    const claimable = due.filter(({ record }) => !failed.has(record.requestId));
    if (claimable.length === 0) return true;
    await mapConcurrently(claimable, CONCURRENCY, (stored) => sweepOne(run, stored));
    if (due.length < limit) return true;
  }
  return false;
}

async function sweepOne({ context, counts, failed }: SweepRun, stored: Stored): Promise<void> {
  let outcome: string;
  try {
    const result = await transition(context, {
      requestId: stored.record.requestId,
      event: { type: 'timer-due' },
      from: stored,
    });
    await perform(context, result.effects, result.stored);
    outcome = result.outcome.type;
  } catch (error) {
    failed.add(stored.record.requestId);
    context.telemetry.emit(error instanceof StoreUnavailableError ? 'store.unavailable' : 'sweep.failed', {
      ...labelsOf(stored.record),
      reason: 'sweep',
      error,
    });
    outcome = 'failed';
  }
  counts[outcome] = (counts[outcome] ?? 0) + 1;
}
