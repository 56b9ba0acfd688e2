/** The cause of a failure: a key by which failures of one kind are grouped, found and counted. */
import type { JobRecord } from './job-record.ts';
import { type OwnStatus, type State, stateOf } from './statuses.ts';

/** The ways to fail of which Modigie gives a reason. */
const WITH_REASON = ['failed', 'canceled', 'rejected', 'discarded'] as const;

/** Of a failure whose reason was not given. */
const NO_REASON = 'unspecified';

/** Most characters of a reason in a cause. Reasons come from outside, and a cause is indexed. */
const MAX_REASON = 200;

/**
 * @returns what went wrong with an attempt, as `status/reason` for an ending that Modigie gave, and
 * `publish/failure` for a request that could not be published, at its latest publish; null when nothing did.
 * It follows from the record alone, so that a success takes it away.
 */
export function causeOf(record: JobRecord): string | null {
  const state = stateOf(record);
  return state.by === 'gateway' ? ownCause(record, state.status) : reportedCause(record, state);
}

/** @returns the causes of failures for this reason of Modigie's, in whichever way they failed */
export function causesByReason(reason: string): string[] {
  return WITH_REASON.map((way) => causeBecause(way, reason));
}

function ownCause(record: JobRecord, status: OwnStatus): string | null {
  switch (status) {
    case 'accepted':
    case 'published':
      return publishCause(record);
    case 'refused':
      return 'publish/refused';
    case 'discarded':
      return causeBecause('discarded', record.discard?.reasonType);
    case 'unanswered':
      return 'unanswered';
    case 'over-budget':
      return `over-budget/${record.account?.overBudget ?? NO_REASON}`;
    case 'withdrawn':
    case 'erased':
    case 'reused':
      return null;
    default:
      return status satisfies never;
  }
}

function reportedCause(record: JobRecord, state: Extract<State, { readonly by: 'modigie' }>): string | null {
  if (state.phase !== 'ended') return publishCause(record);
  return state.status === 'completed' ? null : causeBecause(state.status, record.answer?.reasonType);
}

function publishCause({ publish }: JobRecord): string | null {
  return publish.failure && `publish/${publish.failure}`;
}

/** A cause is plain text of bounded length without a comma, so that every one of them can be a filter. */
function causeBecause(way: (typeof WITH_REASON)[number], reason: string | null | undefined): string {
  const plain = (reason || NO_REASON).slice(0, MAX_REASON).replaceAll(/[^A-Za-z0-9._-]/g, '_');
  return `${way}/${plain}`;
}
