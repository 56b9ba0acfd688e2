/** Faults as the ports report them to a function. */
import {
  PublishError,
  RecordRefusedError,
  RecordUnreadableError,
  StoreUnavailableError,
} from '../../shared/ports/errors.ts';

/** Faults that no other try mends. */
export type Lasting = 'refused' | 'unreadable';

export function publishError(kind?: Lasting): PublishError {
  return new PublishError(kind === 'refused' ? kind : 'unavailable', 'simulated');
}

export function storeError(kind?: Lasting): Error {
  if (kind === 'refused') return new RecordRefusedError();
  if (kind === 'unreadable') return new RecordUnreadableError({ requestId: '', reason: 'malformed' });
  return new StoreUnavailableError();
}
