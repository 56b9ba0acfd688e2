import { StoreUnavailableError } from '../ports/errors.ts';
import type { Telemetry } from '../telemetry/log-events.ts';

/**
 * Lets work go on after the caller was answered. What fails, or dies with the process, is covered by its
 * job's timer.
 */
export type Background = (work: Promise<unknown>) => void;

export function inBackground(telemetry: Telemetry): Background {
  return (work) => {
    work.catch((error) =>
      telemetry.emit(error instanceof StoreUnavailableError ? 'store.unavailable' : 'request.failed', {
        reason: 'background',
        error,
      }),
    );
  };
}
