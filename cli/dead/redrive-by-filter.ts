/** `dead redrive` without IDs: dead letters that wait and match go back, as an operation of the gateway. */
import type { Operation, OperationOrder, WaitingLetters } from '../../client/operator.ts';
import { DONE, FAULT } from '../exit-codes.ts';
import { ended, goesOn } from '../operations/watch-operation.ts';
import { declined, isAgreed, type LettersCall } from './act-on-letters.ts';

export interface RedriveByFilterOptions {
  /** All that wait, where there is no condition. */
  readonly filter: WaitingLetters;
  /** So many at most. */
  readonly limit?: number | undefined;
  readonly dryRun?: boolean | undefined;
  readonly yes?: boolean | undefined;
  /** For the audit. */
  readonly reason?: string | undefined;
}

/**
 * Starts the operation, and writes its ID. A person is asked before, by how many a dry run has found.
 * @returns the exit code
 * @throws UserError where somebody would have to be asked, and nobody can be
 * @throws as `Operations.start` does
 */
export async function redriveByFilter(
  call: LettersCall,
  { filter, limit, dryRun = false, yes = false, reason }: RedriveByFilterOptions,
): Promise<number> {
  const { operator, sink, tell } = call;
  const order = { kind: 'redrive', limit, reason } as const;
  let meant = selectionOf(filter);
  let most = limit;
  if (dryRun || !yes) {
    const found = await foundBy(call, { ...order, ...meant });
    tell(outlookOf(found));
    if (dryRun || found.done === 0) return codeOf(found);
    if (found.state === 'aborted') return declined(call);
    const question = `Redrive ${lettersOf(found.done)}, of which submissions may be charged? [y/N] `;
    if (!(await isAgreed(call, { yes, question, done: 'redriven' }))) return declined(call);
    // Those that were counted, and none that was set aside since.
    meant = { filter: { ...found.filter, until: found.requestedAt } };
    most = found.done;
  }
  // Ctrl-C does not break this call off: an operation may come of it whose ID would not be known.
  const started = await operator.operations.start({ ...order, ...meant, limit: most });
  const { id, done, finishedAt } = started;
  sink.stream.write(`${id}\n`);
  tell(`${lettersOf(done)} redriven so far. ${finishedAt === null ? goesOn(id) : ended(id)}`);
  return codeOf(started);
}

/** Of one that goes on at the gateway nothing can be said yet. */
function codeOf({ state, failed }: Operation): number {
  return state === 'aborted' || Object.keys(failed).length > 0 ? FAULT : DONE;
}

type Meant = { readonly all: true } | { readonly filter: WaitingLetters };

function selectionOf(filter: WaitingLetters): Meant {
  return Object.values(filter).some((condition) => condition !== undefined) ? { filter } : { all: true };
}

/** @returns the operation that only counts, once it has ended */
async function foundBy({ operator, signal }: LettersCall, order: OperationOrder): Promise<Operation> {
  let operation = await operator.operations.start({ ...order, dryRun: true }, { signal });
  if (operation.finishedAt !== null) return operation;
  for await (const read of operator.operations.watch(operation.id, { signal })) operation = read;
  return operation;
}

function outlookOf({ done, skipped, failed }: Operation): string {
  const others = Object.entries({ ...skipped, ...failed }).map(([reason, count]) => `${count} ${reason}`);
  const not = others.length > 0 ? `; not redriven: ${others.join(', ')}` : '';
  return `${lettersOf(done)} would be redriven${not}.`;
}

function lettersOf(count: number): string {
  return count === 1 ? '1 dead letter' : `${count} dead letters`;
}
