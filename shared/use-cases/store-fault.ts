import { StoreMisconfiguredError, StoreUnavailableError } from '../ports/errors.ts';
import type { LogEventName, LogFields } from '../telemetry/log-events.ts';

/**
 * @param fault the log event and reason of any other error
 * @returns the log event of an error: one of the store's that passes, one that a person has to mend, or
 * another
 */
export function faultEvent(
  error: unknown,
  fault: LogEventName,
  reason: string,
): [name: LogEventName, fields: Pick<LogFields, 'reason' | 'error'>] {
  if (error instanceof StoreMisconfiguredError)
    return ['store.misconfigured', { reason: error.reason, error }];
  return [error instanceof StoreUnavailableError ? 'store.unavailable' : fault, { reason, error }];
}
