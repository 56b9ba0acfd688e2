/** Where a job stands, and who says so: the gateway until Modigie answers, then Modigie. */
import { type Ending, isEnding, type Phase, type ReportedStatus, stageOf } from '../protocol/job-status.ts';

/** The gateway's own statuses: two before Modigie answers, two for jobs that Modigie does not end. */
export const OWN_STATUSES = ['accepted', 'published', 'discarded', 'unanswered'] as const;

export type OwnStatus = (typeof OWN_STATUSES)[number];

/** A closed union of ours beside Modigie's open one. */
export type Status = OwnStatus | ReportedStatus;

/** A status together with the side that set it. */
export type State =
  | { readonly by: 'gateway'; readonly status: OwnStatus }
  | { readonly by: 'modigie'; readonly phase: 'ended'; readonly status: Ending }
  | { readonly by: 'modigie'; readonly phase: Exclude<Phase, 'ended'>; readonly status: ReportedStatus };

/** As much of a job record as tells its state. */
interface Told {
  readonly status: Status;
  readonly answer: { readonly status: ReportedStatus } | null;
}

/** @returns a record's state. A status that the latest answer reports is Modigie's, whatever it is called. */
export function stateOf({ status, answer }: Told): State {
  if (answer === null || answer.status !== status) return { by: 'gateway', status: status as OwnStatus };
  return reportedState(answer.status);
}

function reportedState(status: ReportedStatus): State {
  if (isEnding(status)) return { by: 'modigie', phase: 'ended', status };
  const { phase } = stageOf(status);
  return { by: 'modigie', phase: phase === 'unknown' ? 'unknown' : 'underway', status };
}
