/** An act on many jobs: counted, asked for, started as an operation of the gateway, and watched. */
import type { Operation, OperationOrder } from '../../../client/operator.ts';
import { DONE, FAULT, INTERRUPTED } from '../../exit-codes.ts';
import { byReason, OPERATION_FIELDS, sumOf } from '../../operations/operation-columns.ts';
import { goesOn, type WatchCall, watchToEnd, writeEnd } from '../../operations/watch-operation.ts';
import type { Ask } from '../../output/ask.ts';
import { picked } from '../../output/json-fields.ts';
import { UserError } from '../../output/user-error.ts';
import { jsonText } from '../../output/verbatim-json.ts';
import { type ActOptions, type Meant, requireFields } from './act-options.ts';
import { counted, type JobAct } from './job-acts.ts';

export interface ManyCall extends WatchCall {
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
}

export interface ManyAsked extends Pick<ActOptions, 'reason' | 'limit' | 'rate' | 'detach' | 'yes' | 'json'> {
  readonly meant: Meant;
}

/**
 * Acts on the jobs that are meant, those that were counted before it was asked for at most.
 * @returns the exit code
 * @throws UserError where somebody would have to be asked, and nobody can be
 * @throws as `Operations.start` and `Operations.watch` do
 */
export async function actOnMany(call: ManyCall, act: JobAct, asked: ManyAsked): Promise<number> {
  const { yes = false, json, detach = false, rate } = asked;
  requireFields(json, OPERATION_FIELDS, 'an operation, as of a filter,');
  if (yes) return perform(call, orderOf(act, asked, rate), { json, detach });
  if (!call.ask) throw nobodyToAsk(act);
  const count = await countMany(call, act, asked);
  if (count?.done === 0) {
    call.tell(`Nothing was ${act.done}: of ${counted(count.found, 'job')} none can be.`);
    const code = writeEnd(call, count, json);
    return sumOf(count.failed) > 0 ? FAULT : code;
  }
  if (!count || count.state === 'aborted' || !(await call.ask(questionOf(act, count)))) {
    call.tell(`Nothing was ${act.done}.`);
    return call.signal.aborted ? INTERRUPTED : FAULT;
  }
  const order = orderOf(act, { ...asked, meant: agreed(asked.meant, count), limit: count.done }, rate);
  return perform(call, order, { json, detach });
}

/** Tells how many it would be, and how many not, and changes nothing. @returns the exit code */
export async function countOnly(call: ManyCall, act: JobAct, asked: ManyAsked): Promise<number> {
  requireFields(asked.json, OPERATION_FIELDS, 'an operation, which counts,');
  const count = await countMany(call, act, asked);
  return count ? writeEnd(call, count, asked.json) : INTERRUPTED;
}

/** @returns undefined at Ctrl-C. @throws as `Operations.start` and `Operations.watch` do */
async function countMany(call: ManyCall, act: JobAct, asked: ManyAsked): Promise<Operation | undefined> {
  const { operator, signal } = call;
  call.progress.show('Counting …');
  try {
    const started = await operator.operations.start({ ...orderOf(act, asked), dryRun: true }, { signal });
    return await watchToEnd(call, started.id, started);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    call.progress.end();
  }
}

function orderOf(act: JobAct, { meant, reason, limit }: ManyAsked, ratePerMinute?: number): OperationOrder {
  const selected = meant.requestIds ? { requestIds: meant.requestIds } : { filter: meant.filter };
  return { kind: act.kind, ...selected, reason, limit, ratePerMinute };
}

/** A job that comes to match after the count is not meant: nobody agreed to it. */
function agreed(meant: Meant, { filter, requestedAt }: Operation): Meant {
  if (meant.requestIds || !filter) return meant;
  const isOver = filter.until !== undefined && Date.parse(filter.until) < Date.parse(requestedAt);
  return { filter: { ...filter, until: isOver ? filter.until : requestedAt } };
}

async function perform(
  call: ManyCall,
  order: OperationOrder,
  { json, detach }: { readonly json: ManyAsked['json']; readonly detach: boolean },
): Promise<number> {
  const { operator, sink, tell, signal, progress } = call;
  progress.show('Starting …');
  // Ctrl-C does not break this call off: an operation may come of it whose ID would not be known.
  const started = await operator.operations.start(order).finally(progress.end);
  if (detach || signal.aborted) {
    sink.stream.write(json ? `${jsonText(picked(started, json))}\n` : `${started.id}\n`);
    if (started.finishedAt === null) tell(goesOn(started.id));
    return signal.aborted ? INTERRUPTED : DONE;
  }
  const ended = await watchToEnd(call, started.id, started);
  return ended ? writeEnd(call, ended, json) : INTERRUPTED;
}

function questionOf({ title, isCharged }: JobAct, { found, done, skipped, failed }: Operation): string {
  const left = { ...skipped, ...failed };
  const others = sumOf(left) > 0 ? `${sumOf(left)} of ${found} are left out (${byReason(left)}). ` : '';
  const charges = isCharged ? ` (up to ${counted(done, 'charge')})` : '';
  return `${others}${title} ${counted(done, 'job')}${charges}? [y/N] `;
}

function nobodyToAsk({ done, kind, isCharged }: JobAct): UserError {
  const why = isCharged ? 'each may be charged, and there' : 'they may be many, and there';
  return new UserError(
    `Nothing was ${done}: ${why} is no terminal to ask at. --yes does the ${kind} without asking, ` +
      '--dry-run shows how many it would be.',
  );
}
