/** An operation, watched until it has ended, and the words in which its end is told. */
import type { Operation } from '../../client/operator.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE, FAULT, INTERRUPTED } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import type { ProgressLine } from '../output/progress-line.ts';
import { byReason, DETAIL_COLUMNS, sumOf } from './operation-columns.ts';

/** A command about an operation says nothing of the gateway that has it. */
export const SAME = 'Give it the same --gateway, --operate or --profile.';

export interface WatchCall extends Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'> {
  readonly progress: ProgressLine;
}

/** @returns the exit code. @throws as `Operations.watch` does */
export async function watchOperation(
  call: WatchCall,
  id: string,
  { json }: { readonly json?: JsonFields | undefined },
): Promise<number> {
  const operation = await watchToEnd(call, id);
  return operation ? writeEnd(call, operation, json) : INTERRUPTED;
}

/**
 * Says how to go on where it is left before its end: the gateway does all the same.
 * @param started the operation, if it is known already
 * @returns the operation that has ended; undefined at Ctrl-C
 * @throws as `Operations.watch` does
 */
export async function watchToEnd(
  { operator, progress, tell, signal }: WatchCall,
  id: string,
  started?: Operation,
): Promise<Operation | undefined> {
  let last = started;
  try {
    if (last?.finishedAt == null)
      for await (last of operator.operations.watch(id, { signal })) progress.show(progressOf(last));
    return last;
  } catch (error) {
    progress.end();
    if (last) tell(goesOn(id));
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    progress.end();
  }
}

/** @returns the remedy for a command that ends before its operation */
export function goesOn(id: string): string {
  return `Operation ${id} goes on at the gateway: operations watch ${id} shows how far it is, operations abort ${id} ends it. ${SAME}`;
}

/** Writes an operation that has ended, and tells what failed. @returns the exit code */
export function writeEnd(
  { sink, tell }: Pick<WatchCall, 'sink' | 'tell'>,
  operation: Operation,
  json: JsonFields | undefined,
): number {
  writeDetails(sink, operation, { columns: DETAIL_COLUMNS, json });
  const { state, failed, dryRun } = operation;
  const isFailed = sumOf(failed) > 0;
  if (isFailed) tell(`Failed, by the reason: ${byReason(failed)}.${dryRun ? '' : remedyOf(operation)}`);
  if (state === 'aborted') tell('It was aborted before its end: what is done stays done.');
  return state === 'aborted' || (isFailed && !dryRun) ? FAULT : DONE;
}

/** @returns a sentence with a blank before it; none of a kind that only a newer gateway knows */
function remedyOf({ kind, limit }: Operation): string {
  switch (kind) {
    case 'retry':
    case 'redrive': {
      const uncounted = limit === null ? '' : `, and does not count towards its limit of ${limit}`;
      return ` Once that is mended, ask for it anew: what is done is skipped${uncounted}.`;
    }
    case 'replay':
    case 'redeliver':
      return (
        ` Once that is mended, ${kind} those that failed alone, by their IDs: asked for anew, what is done is done ` +
        `again. The audit has them as ${kind} without an outcome, the log with the fault.`
      );
    case 'release':
      return ' Those stay held until the release, which goes on by itself, or their own timers let them go.';
    default:
      return '';
  }
}

function progressOf({ kind, dryRun, done, skipped, failed, found, state }: Operation): string {
  const counts = `${done} done, ${sumOf(skipped)} skipped, ${sumOf(failed)} failed`;
  return `${kind}${dryRun ? ' (dry run)' : ''}, ${state}: ${counts} of ${found} found so far`;
}
