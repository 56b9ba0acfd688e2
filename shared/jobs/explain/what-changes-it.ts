/** Events that would change the course of a job: an answer, silence, a policy, a person. */
import { type Ending, isEnding, PUBLISHED_STATUSES, stageOf } from '../../protocol/job-status.ts';
import { attemptId } from '../attempt-id.ts';
import { later, rfc3339 } from '../instant.ts';
import type { JobRecord } from '../job-record.ts';
import type { Policy } from '../policy.ts';
import { isKnownPublished } from '../records.ts';
import { redeliveryRefusal, replayRefusal } from '../replay.ts';
import { retryRefusal } from '../retry-policy.ts';
import { WHY_NOT_RETRYABLE } from '../retry-refusals.ts';
import { type OwnStatus, stateOf } from '../statuses.ts';
import { isToBeTakenIn } from '../submissions.ts';
import { type Explained, isUnsentSuccessor } from './attempt.ts';
import { outcomeWhenDue } from './due-next.ts';
import { either, type Sentence, sentence, sentenceIf } from './sentence.ts';

export function whatChangesIt(attempt: Explained): Sentence[] {
  const answer = anAnswer(attempt);
  return [
    ...(answer === null ? [] : [sentence('change-answer', answer)]),
    ...silence(attempt),
    ...anotherPolicy(attempt),
    ...byHand(attempt),
    ...withoutCost(attempt),
  ];
}

/** By own status. One without words does not compile. */
const AFTER_OWN: Readonly<Record<OwnStatus, (policy: Policy) => string>> = {
  accepted: whileOpen,
  published: whileOpen,
  refused: onceEnded,
  withdrawn: onceEnded,
  discarded: onceEnded,
  unanswered: onceEnded,
  erased: onceEnded,
  reused: () =>
    'Nothing was sent, so that no answer of its own is to come. One that came all the same would take its place.',
  'over-budget': onceEnded,
};

function anAnswer({ record, moment: { policy } }: Explained): string | null {
  if (record.origin === 'external')
    return 'A later answer of Modigie is stored. A submission under its ID makes the job ours.';
  const state = stateOf(record);
  if (state.by === 'gateway' && state.status === 'over-budget') return onceThereIsRoom(record);
  if (state.by === 'gateway')
    return Object.hasOwn(AFTER_OWN, state.status) ? AFTER_OWN[state.status](policy) : whileOpen(policy);
  return state.phase === 'ended' ? afterEnding(state.status) : whileOpen(policy);
}

/** The submission of a lead that was sent before requests nothing again. */
function onceThereIsRoom(record: JobRecord): string | null {
  if (!isToBeTakenIn(record)) return null;
  const unless = record.lineage.attempt > 1 ? ', unless an attempt before it was sent' : '';
  return (
    `The same submission sends it once its budget has room${unless}: after the end of the period, or a higher ` +
    'limit.'
  );
}

function whileOpen({ tracking }: Policy): string {
  const onTheWay =
    tracking === 'every-status'
      ? 'any other status begins its silence anew'
      : 'a status on the way changes nothing, as tracking in the policy has it';
  return `An answer of Modigie changes that: an ending ends the attempt, ${onTheWay}.`;
}

function onceEnded(): string {
  return 'An answer of Modigie that comes all the same is stored, and decides how the attempt ended.';
}

function afterEnding(status: Ending): string | null {
  const further = PUBLISHED_STATUSES.filter(
    (other) => isEnding(other) && stageOf(other).rank > stageOf(status).rank,
  );
  if (further.length === 0) return null;
  return `A later answer changes how it ended only if it says ${either(further)}.`;
}

function silence(attempt: Explained): Sentence[] {
  const { record, moment } = attempt;
  const { wake, requestId } = record;
  if ((wake?.for !== 'publish' && wake?.for !== 'silence') || record.endedAt !== null) return [];
  if (attempt.completedAs !== null && isUnsentSuccessor(attempt)) return [];
  // A hold is no silence: once it has ended, the silence begins anew.
  if (record.held !== null || attempt.hold !== undefined) return [];
  const outcome = outcomeWhenDue(attempt, wake);
  if (outcome === 'unanswered' || outcome === 'refused' || outcome === 'erased') return [];
  const givesUpAt = later(record.quietSince, moment.policy.giveUpMs);
  return [
    sentence(
      'change-silence',
      `Without any answer until ${rfc3339(givesUpAt)}, ${requestId} is given up.`,
      givesUpAt,
    ),
  ];
}

function anotherPolicy(attempt: Explained): Sentence[] {
  const { wake } = attempt.record;
  if (wake?.for !== 'retry' || wake.tries > 0 || outcomeWhenDue(attempt, wake) !== 'retrying') return [];
  const text = 'If the policy has no rule for it by then, its result is delivered instead of a retry.';
  return [sentence('change-policy', text)];
}

/** Acts that request nothing new: only those that may be done are told of. */
function withoutCost({ record, completedAs, hold }: Explained): Sentence[] {
  const { requestId } = record;
  if (completedAs !== null && completedAs !== requestId) return [];
  // A first publish that is under way is due by itself.
  const isReplayable = replayRefusal(record, hold?.name) === undefined && isKnownPublished(record);
  return [
    ...sentenceIf(isReplayable, () =>
      sentence(
        'replayable',
        `A person may have Modigie answer again at once: POST /v1/jobs/${requestId}:replay publishes the ` +
          'identical request once more, and costs nothing.',
      ),
    ),
    ...sentenceIf(redeliveryRefusal(record) === undefined, () =>
      sentence(
        'redeliverable',
        `A person may have its result delivered once more: POST /v1/jobs/${requestId}:redeliver.`,
      ),
    ),
  ];
}

/** Nothing is said of an attempt that was sent again, nor of another than that which completed. */
function byHand({ record, completedAs, moment }: Explained): Sentence[] {
  const { requestId, lineage } = record;
  const refusal = retryRefusal(record, moment.now);
  if (refusal === 'already-retried') return [];
  if (completedAs !== null && completedAs !== requestId) return [];
  // A later attempt may be explained alone: then nothing is known of those before it.
  const unless = lineage.attempt > 1 && completedAs === null ? ', unless one before it has completed' : '';
  return refusal === undefined
    ? [
        sentence(
          'retryable',
          `A person may send it again at once: POST /v1/jobs/${requestId}:retry of operate-jobs makes ` +
            `${attemptId(lineage.rootId, lineage.attempt + 1)} of it${unless}.`,
        ),
      ]
    : [sentence('not-retryable', `It cannot be retried by hand. ${WHY_NOT_RETRYABLE[refusal]}`)];
}
