import type { Outcome } from '../jobs/events.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import type { LogEventName, LogFields } from '../telemetry/log-events.ts';
import { traceIdOf } from '../telemetry/trace-context.ts';
import type { GatewayContext } from './context.ts';

/** Logs the outcome of a decision: IDs and codes, nothing else. */
export function report(
  { telemetry }: Pick<GatewayContext, 'telemetry'>,
  outcome: Outcome,
  record: JobRecord | undefined,
): void {
  // The failed publish itself has been logged, with its cause.
  if (outcome.type === 'publish-failed') return;
  const name: LogEventName = `job.${outcome.type}`;
  telemetry.emit(name, { ...(record && labelsOf(record)), ...reasonOf(outcome, record) });
}

/** @returns the labels by which a job's log entries are found. */
export function labelsOf({ requestId, lineage, jobType, status, trace }: JobRecord): LogFields {
  const originTrace = traceIdOf(trace);
  return {
    requestId,
    rootId: lineage.rootId,
    attempt: lineage.attempt,
    jobType,
    status,
    ...(originTrace !== null && { originTrace }),
  };
}

function reasonOf(outcome: Outcome, record: JobRecord | undefined): LogFields {
  if ('refusal' in outcome) return { reason: outcome.refusal };
  const reason = record?.answer?.reasonType;
  return reason ? { reason } : {};
}
