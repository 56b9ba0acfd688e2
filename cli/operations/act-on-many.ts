/** An act on many: counted, asked for, started as an operation of the gateway, and watched. */
import { GatewayError, GatewayUnreachable } from '../../client/index.ts';
import type { Operation, OperationOrder } from '../../client/operator.ts';
import { DONE, FAULT, INTERRUPTED } from '../exit-codes.ts';
import type { Ask } from '../output/ask.ts';
import { type JsonFields, picked, requireFields } from '../output/json-fields.ts';
import { UserError } from '../output/user-error.ts';
import { jsonText } from '../output/verbatim-json.ts';
import { byReason, OPERATION_FIELDS, sumOf } from './operation-columns.ts';
import { goesOn, SAME, type WatchCall, watchToEnd, writeEnd } from './watch-operation.ts';

/** An act, in the words of the command line. */
export interface ManyAct {
  readonly title: string;
  /** As a participle: `replayed`. */
  readonly done: string;
  /** To one of these: `job`. */
  readonly to: string;
  /** Whether Modigie may charge each. */
  readonly isCharged: boolean;
}

export interface ManyCall extends WatchCall {
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
}

export interface ManyAsked {
  /** As it is to be done, but for its rate. */
  readonly order: OperationOrder;
  /** So many a minute. */
  readonly rate?: number | undefined;
  readonly detach?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

/**
 * Acts on all that are meant, those that were counted before it was asked for at most.
 * @returns the exit code
 * @throws UserError where somebody would have to be asked, and nobody can be
 * @throws as `Operations.start` and `Operations.watch` do
 */
export async function actOnMany(call: ManyCall, act: ManyAct, asked: ManyAsked): Promise<number> {
  const { order, yes = false, json, rate: ratePerMinute } = asked;
  requireFields(json, OPERATION_FIELDS, 'an operation, as of a filter,');
  if (yes) return perform(call, { ...order, ratePerMinute }, asked);
  if (!call.ask) throw nobodyToAsk(act);
  const count = await countMany(call, order);
  if (count?.done === 0) {
    call.tell(`Nothing was ${act.done}: of ${counted(count.found, act.to)} none can be.`);
    const code = writeEnd(call, count, json);
    return sumOf(count.failed) > 0 ? FAULT : code;
  }
  if (!count || count.state === 'aborted' || !(await call.ask(questionOf(act, count)))) {
    call.tell(`Nothing was ${act.done}.`);
    return call.signal.aborted ? INTERRUPTED : FAULT;
  }
  return perform(call, { ...agreed(order, count), ratePerMinute }, asked);
}

/** Tells how many it would be, and how many not, and changes nothing. @returns the exit code */
export async function countOnly(call: ManyCall, { order, json }: ManyAsked): Promise<number> {
  requireFields(json, OPERATION_FIELDS, 'an operation, which counts,');
  const count = await countMany(call, order);
  return count ? writeEnd(call, count, json) : INTERRUPTED;
}

/** @returns undefined at Ctrl-C. @throws as `Operations.start` and `Operations.watch` do */
async function countMany(call: ManyCall, order: OperationOrder): Promise<Operation | undefined> {
  const { operator, signal } = call;
  call.progress.show('Counting …');
  try {
    const started = await operator.operations.start({ ...order, dryRun: true }, { signal });
    return await watchToEnd(call, started.id, started);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    call.progress.end();
  }
}

/** No more than were counted, and none that came to match after that: nobody agreed to those. */
function agreed(order: OperationOrder, { filter, requestedAt, done }: Operation): OperationOrder {
  const limited = { ...order, limit: done };
  if (limited.kind !== 'redrive' && limited.requestIds) return limited;
  const isOver = filter?.until !== undefined && Date.parse(filter.until) < Date.parse(requestedAt);
  const until = isOver ? filter.until : requestedAt;
  return { ...limited, all: undefined, filter: { ...filter, until } };
}

async function perform(
  call: ManyCall,
  order: OperationOrder,
  { json, detach = false }: Pick<ManyAsked, 'json' | 'detach'>,
): Promise<number> {
  const { operator, sink, tell, signal, progress } = call;
  progress.show('Starting …');
  // Ctrl-C does not break this call off: an operation may come of it whose ID would not be known.
  const started = await operator.operations
    .start(order)
    .finally(progress.end)
    .catch((error: unknown) => {
      if (isInDoubt(error)) tell(MAY_RUN);
      throw error;
    });
  if (detach || signal.aborted) {
    sink.stream.write(json ? `${jsonText(picked(started, json))}\n` : `${started.id}\n`);
    if (started.finishedAt === null) tell(goesOn(started.id));
    return signal.aborted ? INTERRUPTED : DONE;
  }
  const ended = await watchToEnd(call, started.id, started);
  return ended ? writeEnd(call, ended, json) : INTERRUPTED;
}

const MAY_RUN =
  `It may have been started all the same: operations list shows whether it was. ${SAME} Given again, this command ` +
  'starts another one.';

/** Whether an operation may have come of a call that failed: no answer came, or one of a fault. */
function isInDoubt(error: unknown): boolean {
  return error instanceof GatewayUnreachable || (error instanceof GatewayError && error.status >= 500);
}

function questionOf({ title, to, isCharged }: ManyAct, { found, done, skipped, failed }: Operation): string {
  const left = { ...skipped, ...failed };
  const others = sumOf(left) > 0 ? `${sumOf(left)} of ${found} are left out (${byReason(left)}). ` : '';
  const charges = isCharged ? ` (up to ${counted(done, 'charge')})` : '';
  return `${others}${title} ${counted(done, to)}${charges}? [y/N] `;
}

function nobodyToAsk({ title, done, isCharged }: ManyAct): UserError {
  const why = isCharged ? 'each may be charged, and there' : 'they may be many, and there';
  return new UserError(
    `Nothing was ${done}: ${why} is no terminal to ask at. --yes does the ${title.toLowerCase()} without asking, ` +
      '--dry-run shows how many it would be.',
  );
}

/** @returns `1 job`, `2 jobs` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
