/** Firestore's errors, told apart by their gRPC status (google.rpc.Code). */
import { RecordRefusedError, StoreUnavailableError } from '../../ports/errors.ts';

const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const FAILED_PRECONDITION = 9;
const ABORTED = 10;

export function isAlreadyExists(code: unknown): boolean {
  return code === ALREADY_EXISTS;
}

/** A conflict: the precondition fails, the document is gone, or Firestore gave up on the contention. */
export function isPreconditionFailed(code: unknown): boolean {
  return code === FAILED_PRECONDITION || code === NOT_FOUND || code === ABORTED;
}

/**
 * Runs one call to Firestore.
 * @param isExpected recognises a status that is no fault; the call then returns `expected`
 * @throws StoreUnavailableError for every other fault, except a document that Firestore will never take
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
    // A document that Firestore will never take would be tried again without end as a passing fault.
    if (code === INVALID_ARGUMENT) throw new RecordRefusedError({ cause: error });
    // An error without a status is no answer of Firestore's, but a fault of ours.
    if (typeof code !== 'number') throw error;
    throw new StoreUnavailableError({ cause: error });
  }
}
