import { availableParallelism } from 'node:os';
import { type Destination, isEmbedded } from '../target.ts';

/** Bytes of a list that is worth a second thread: each takes half a second until it begins. */
const WORTH_BYTES = 1_000_000;
/** Reading and writing the list stay with one thread, which has enough to do with so many others. */
const MOST = 4;

interface Run extends Destination {
  /** As the user asked. */
  readonly threads?: number | undefined;
  readonly chaos?: boolean | undefined;
  readonly mergeDuplicates?: boolean | undefined;
}

/**
 * @param size of the list in bytes, where it is known
 * @returns how many threads share the work. In chaos the number of a message decides its fate, so that one
 * thread has to see them all; where duplicates are merged, it has to know the first rows.
 */
export function threadCount(
  size: number | undefined,
  { threads, chaos, mergeDuplicates, ...destination }: Run,
): number {
  if (!isEmbedded(destination) || chaos || mergeDuplicates) return 1;
  return threads ?? ((size ?? 0) < WORTH_BYTES ? 1 : Math.min(MOST, availableParallelism()));
}
