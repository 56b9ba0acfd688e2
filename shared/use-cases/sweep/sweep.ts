/** The sweep: the work of all timers that are due, a net under all else (docs/adr/002-one-timer.md). */

import type { JobRecord, WakeFor } from '../../jobs/job-record.ts';
import type { Admission } from '../../jobs/money/admission.ts';
import { isKeptBack } from '../../jobs/money/room.ts';
import { SHARD_COUNT } from '../../jobs/timers.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { GatewayContext } from '../context.ts';
import { perform } from '../effects/perform.ts';
import { labelsOf } from '../report.ts';
import { formOf } from '../request-form.ts';
import { faultEvent } from '../store-fault.ts';
import { together } from '../together.ts';
import { transition } from '../transition.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

/** Timers that the first shard is asked for, and the most of each shard that are worked on at once. */
const FIRST_PAGE = 30;
const LARGEST_PAGE = 150;
/** Text of records that are in memory at once. One record may have nearly 1 MB, most have a few kB. */
const BYTES_AT_ONCE = 32_000_000;
/** As many of each shard as there is room for whatever their size. */
const SMALLEST_PAGE = BYTES_AT_ONCE / 1_000_000 / SHARD_COUNT;

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
  const run = { context: withCircuits(context), deadline: startedAt + timeBudgetMs, counts: {} };
  const complete = await sweepShards(run, shardsFrom(from));
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

function shardsFrom(first: number): Shard[] {
  return Array.from({ length: SHARD_COUNT }, (_, i) => ({ shard: (first + i) % SHARD_COUNT }));
}

/** A shard, and the last timer of it that was looked at. */
interface Shard {
  readonly shard: number;
  readonly after?: Stored | undefined;
}

/** A page of each of some shards. */
interface Pages {
  readonly shards: readonly Shard[];
  /** Records of one page. */
  readonly limit: number;
}

interface Found {
  readonly due: readonly Stored[];
  /** The shards of which there may be more. */
  readonly rest: readonly Shard[];
}

/**
 * Asks one shard first: it tells how large the records are, and so how many there is room for. The fewer they
 * are, the less they tell of the other shards, and the fewer those have.
 * @returns whether all that is due was done in time
 */
async function sweepShards(run: SweepRun, shards: readonly Shard[]): Promise<boolean> {
  const sample = await find(run, { shards: shards.slice(0, 1), limit: FIRST_PAGE });
  const isFull = sample.rest.length > 0;
  const most = isFull ? LARGEST_PAGE : SMALLEST_PAGE + 2 * sample.due.length;
  const limit = sample.due.length === 0 ? most : Math.min(most, nextLimit(sample.due));
  return sweepPages(run, { shards: [...sample.rest, ...shards.slice(1)], limit }, sample.due);
}

/** Takes the pages, and after them the next ones. All of them, and what was found before, are one set. */
async function sweepPages(run: SweepRun, pages: Pages, before: readonly Stored[] = []): Promise<boolean> {
  const { context, deadline } = run;
  // Page by page: a timer whose work fails is left to the next sweep, and does not hold up the others.
  const { due, rest } = await find(run, pages);
  const found = [...before, ...due];
  if (found.length > 0 && context.clock.now() >= deadline) return false;
  await together(context, found, (set, stored) => sweepOne({ ...run, context: set }, stored));
  return rest.length === 0 || sweepPages(run, { shards: rest, limit: nextLimit(found) });
}

async function find({ context }: SweepRun, { shards, limit }: Pages): Promise<Found> {
  const now = context.clock.now();
  const pages = await Promise.all(
    shards.map(({ shard, after }) => context.store.due({ shard, now, after, limit })),
  );
  const rest = shards.flatMap(({ shard }, i) => {
    const page = pages[i] ?? [];
    return page.length < limit ? [] : [{ shard, after: page.at(-1) }];
  });
  return { due: pages.flat(), rest };
}

/** @returns how many more records of a shard there is room for, if they are as large as these */
function nextLimit(records: readonly Stored[]): number {
  const bytes = records.reduce((sum, { record }) => sum + textBytes(record), 0);
  const room = (BYTES_AT_ONCE * records.length) / Math.max(1, bytes) / SHARD_COUNT;
  return Math.max(1, Math.min(LARGEST_PAGE, Math.floor(room)));
}

/** A character is a byte, as a rule. */
function textBytes({ payload, answer }: JobRecord): number {
  return (payload?.length ?? 0) + (answer?.job?.length ?? 0);
}

async function sweepOne({ context, counts }: SweepRun, from: Stored): Promise<void> {
  const count = (outcome: string) => {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  };
  try {
    const { requestId } = from.record;
    const [form, heldBy] = [formOf(context, from.record), await holdOf(context, from.record)];
    const admission = await admissionOf(context, from.record);
    const event = { type: 'timer-due', form, heldBy, admission } as const;
    const { stored, effects, outcome } = await transition(context, { requestId, event, from });
    await perform(context, effects, stored);
    count(outcome.type);
  } catch (error) {
    const [name, fields] = faultEvent(error, 'sweep.failed', 'sweep');
    context.telemetry.emit(name, { ...labelsOf(from.record), ...fields });
    count('failed');
  }
}

/** Work by which something is published. All other goes on while a job type is held. */
const PUBLISHING: readonly (WakeFor | undefined)[] = ['publish', 'silence'];

/** Asked for jobs alone that a budget keeps back. */
async function admissionOf({ budget }: GatewayContext, record: JobRecord): Promise<Admission | undefined> {
  const { account, jobType } = record;
  if (account === null || !isKeptBack(record)) return undefined;
  return (await budget.admit({ jobType, dimensions: account.dimensions })).admission;
}

async function holdOf({ holdsInForce }: GatewayContext, { wake, jobType }: JobRecord) {
  return PUBLISHING.includes(wake?.for) ? (await holdsInForce.of(jobType))?.name : undefined;
}
