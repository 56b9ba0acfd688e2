/** An operation as it is moved to another store. */
import { FROM_THE_START, type Operation } from './operation.ts';

/**
 * The order of names is each store's own: where the list of an operation goes through jobs in that order, it
 * begins anew, so that none is passed over. A job that was done before is then skipped, and a dry run counts
 * from nothing. IDs that were given, and dead letters, whose order is that of time, are gone on with.
 * @returns the operation as another store can go on with it
 */
export function begunAnew(operation: Operation): Operation {
  const { page, selection } = operation;
  const isByName = selection.by === 'filter' || selection.by === 'hold';
  if (page.next === null || !isByName) return operation;
  const counts = operation.dryRun ? { done: 0, skipped: {}, failed: {} } : {};
  return { ...operation, ...counts, page: { ...page, next: FROM_THE_START } };
}
