import { PublishError, StoreMisconfiguredError, StoreUnavailableError } from '../ports/errors.ts';
import type { LogEventName, LogFields } from '../telemetry/log-events.ts';

/**
 * @param fault the log event and reason of any other error
 * @returns the log event of an error: one of the store's, or of a topic's in its place, that passes, one that
 * a person has to mend, or another
 */
export function faultEvent(
  error: unknown,
  fault: LogEventName,
  reason: string,
): [name: LogEventName, fields: Pick<LogFields, 'reason' | 'error'>] {
  if (error instanceof StoreMisconfiguredError)
    return ['store.misconfigured', { reason: error.reason, error }];
  // Where neither the store nor the topic takes a message that is set aside, it comes again.
  if (error instanceof PublishError && error.code !== 'refused')
    return [`store.${error.code}`, { reason, error }];
  return [error instanceof StoreUnavailableError ? 'store.unavailable' : fault, { reason, error }];
}
