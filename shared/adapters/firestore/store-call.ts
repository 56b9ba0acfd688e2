/** Firestore's errors, told apart by their gRPC status (google.rpc.Code). */
import { StoreUnavailableError } from '../../ports/errors.ts';

const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const FAILED_PRECONDITION = 9;
const ABORTED = 10;

export function isAlreadyExists(code: unknown): boolean {
  return code === ALREADY_EXISTS;
}

/**
 * Somebody else wrote: the precondition does not hold, the document has gone, or Firestore gave up on the
 * contention.
 */
export function isPreconditionFailed(code: unknown): boolean {
  return code === FAILED_PRECONDITION || code === NOT_FOUND || code === ABORTED;
}

/**
 * Runs one call to the store.
 * @param isExpected recognises the status that is an answer, not a fault; then `expected` is returned
 * @throws StoreUnavailableError for every other fault that trying again, or a person, can mend
 */
export async function storeCall<T, E = never>(
  call: () => Promise<T>,
  isExpected: (code: unknown) => boolean = () => false,
  expected?: E,
): Promise<T | E> {
  try {
    return await call();
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    if (isExpected(code)) return expected as E;
    // A document that Firestore will never take: trying again would not end.
    if (code === INVALID_ARGUMENT) throw error;
    throw new StoreUnavailableError({ cause: error });
  }
}
