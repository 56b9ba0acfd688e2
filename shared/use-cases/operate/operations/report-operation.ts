import { type Operation, sum } from '../../../jobs/operations/operation.ts';
import { faultEvent } from '../../store-fault.ts';
import type { OperationsContext } from './operations-context.ts';

type Reporting = Pick<OperationsContext, 'telemetry'>;

/** Logs that an operation has ended, and what came of it. */
export function reportEnd(
  { telemetry }: Reporting,
  { id, kind, state, done, skipped, failed }: Operation,
): void {
  const counts = { done, skipped: sum(skipped), failed: sum(failed) };
  telemetry.emit('operation.ended', { operation: id, action: kind, status: state, counts });
}

/** Logs that a page was given up, since the work on it broke off each time. */
export function reportGivenUp({ telemetry }: Reporting, { id, kind, lastError }: Operation): void {
  telemetry.emit('operation.failed', {
    operation: id,
    action: kind,
    ...(lastError && { reason: lastError.reason }),
  });
}

/** Logs a fault that the work on an operation met. */
export function reportFault({ telemetry }: Reporting, { id, kind }: Operation, error: unknown): void {
  const [name, fields] = faultEvent(error, 'operation.failed', kind);
  telemetry.emit(name, { operation: id, action: kind, ...fields });
}
