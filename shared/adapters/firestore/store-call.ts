/** Firestore's errors, told apart by their gRPC status (google.rpc.Code). */
import {
  RecordRefusedError,
  type StoreMisconfiguration,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../ports/errors.ts';
import type { WriteFault } from '../../ports/job-store.ts';
import { isCredentialFault } from '../credential-fault.ts';

const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;
const FAILED_PRECONDITION = 9;
const ABORTED = 10;
const UNIMPLEMENTED = 12;
const UNAUTHENTICATED = 16;

export function isAlreadyExists(error: unknown): boolean {
  return codeOf(error) === ALREADY_EXISTS;
}

/** A conflict: the precondition fails, the document is gone, or Firestore gave up on the contention. */
export function isPreconditionFailed(error: unknown): boolean {
  const code = codeOf(error);
  if (code === ABORTED) return true;
  // A database that is missing, or is not of Firestore's native kind, has the same statuses.
  return (code === FAILED_PRECONDITION || code === NOT_FOUND) && !isAboutDatabase(error);
}

/** A request that Firestore will never take, such as one with a document that is too large. */
export function isInvalidArgument(error: unknown): boolean {
  return codeOf(error) === INVALID_ARGUMENT;
}

/**
 * Runs one call to Firestore.
 * @param isExpected recognises an error that is no fault; the call then returns `expected`
 * @throws StoreMisconfiguredError for what a person has to mend, StoreUnavailableError for every other fault,
 * except a document that Firestore will never take
 */
export async function storeCall<T, E = never>(
  call: () => Promise<T>,
  isExpected: (error: unknown) => boolean = () => false,
  expected?: E,
): Promise<T | E> {
  try {
    return await call();
  } catch (error) {
    if (isExpected(error)) return expected as E;
    throw writeFaultOf(error);
  }
}

/**
 * @returns the port's fault for an error of Firestore's; a fault of the port is returned as it is
 * @throws the error, when it is no answer of Firestore's, but a fault of ours
 */
export function writeFaultOf(error: unknown): WriteFault {
  if (error instanceof StoreUnavailableError || error instanceof RecordRefusedError) return error;
  // A document that Firestore will never take would be tried again without end as a passing fault.
  if (isInvalidArgument(error)) return new RecordRefusedError({ cause: error });
  const reason = misconfigurationOf(error);
  if (reason !== undefined) return new StoreMisconfiguredError(reason, { cause: error });
  if (typeof codeOf(error) !== 'number') throw error;
  return new StoreUnavailableError({ cause: error });
}

function misconfigurationOf(error: unknown): StoreMisconfiguration | undefined {
  if (isCredentialFault(error)) return 'not-authenticated';
  switch (codeOf(error)) {
    case PERMISSION_DENIED:
      return /API has not been used|is disabled/i.test(messageOf(error)) ? 'no-api' : 'no-permission';
    case UNAUTHENTICATED:
      return 'not-authenticated';
    case NOT_FOUND:
    case UNIMPLEMENTED:
      return 'no-database';
    case FAILED_PRECONDITION:
      return isAboutDatabase(error) ? 'no-database' : 'no-index';
    default:
      return undefined;
  }
}

/** "The database (default) does not exist", "not available for … in Datastore Mode". */
function isAboutDatabase(error: unknown): boolean {
  return /\bdatabase\b|Datastore Mode/i.test(messageOf(error));
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null | undefined)?.code;
}

function messageOf(error: unknown): string {
  return String((error as { message?: unknown } | null | undefined)?.message);
}
