/** The status of a job: an own status until Modigie answers, then a reported one. */
import { type Ending, isEnding, type Phase, type ReportedStatus, stageOf } from '../protocol/job-status.ts';

/** The gateway's own statuses: two before Modigie answers, seven for jobs that Modigie does not end. */
export const OWN_STATUSES = [
  'accepted',
  'published',
  'refused',
  'withdrawn',
  'discarded',
  'unanswered',
  'erased',
  'over-budget',
  'reused',
] as const;

export type OwnStatus = (typeof OWN_STATUSES)[number];

/** An own status, or a reported one, which may be new to this version. */
export type Status = OwnStatus | ReportedStatus;

/** A status together with the side that set it. */
export type State =
  | { readonly by: 'gateway'; readonly status: OwnStatus }
  | { readonly by: 'modigie'; readonly phase: 'ended'; readonly status: Ending }
  | { readonly by: 'modigie'; readonly phase: Exclude<Phase, 'ended'>; readonly status: ReportedStatus };

/** The part of a record that tells its state. */
interface Standing {
  readonly status: Status;
  readonly answer: { readonly status: ReportedStatus } | null;
}

/** @returns a record's state. The latest answer's status is Modigie's, even when named like an own one. */
export function stateOf({ status, answer }: Standing): State {
  if (answer === null || answer.status !== status) return { by: 'gateway', status: status as OwnStatus };
  return reportedState(answer.status);
}

function reportedState(status: ReportedStatus): State {
  if (isEnding(status)) return { by: 'modigie', phase: 'ended', status };
  const { phase } = stageOf(status);
  return { by: 'modigie', phase: phase === 'unknown' ? 'unknown' : 'underway', status };
}
