/** The facts of an attempt, in the order in which they happen: submitted, published, answered, discarded. */
import { type Ending, type Phase, stageOf } from '../../protocol/job-status.ts';
import { rfc3339 } from '../instant.ts';
import type { JobRecord, LatestAnswer, PublishFailure } from '../job-record.ts';
import { isCertainlyUnsent } from '../records.ts';
import { type OwnStatus, stateOf } from '../statuses.ts';
import { named, type Sentence, sentence, sentenceIf, times } from './sentence.ts';

export function whatHappened(record: JobRecord): Sentence[] {
  return [
    origin(record),
    ...publishing(record),
    ...answering(record),
    ...standing(record),
    ...discard(record),
  ];
}

function origin({ requestId, lineage, jobType, origin: from, requestedAt }: JobRecord): Sentence {
  const type = jobType === null ? 'of no known job type' : `of job type ${named(jobType)}`;
  if (from === 'external')
    return sentence(
      'external',
      `${requestId}, ${type}, was never submitted here: it is kept since Modigie answered for it.`,
      requestedAt,
    );
  return lineage.retryOf === null
    ? sentence('submitted', `${requestId}, ${type}, was submitted to the gateway.`, requestedAt)
    : sentence(
        'sent-again',
        `${requestId}, attempt ${lineage.attempt}, was made to send the lead of ${lineage.retryOf} again.`,
        requestedAt,
      );
}

function publishing(record: JobRecord): Sentence[] {
  const { publish, answer, origin: from, status } = record;
  if (from === 'external') return [];
  const { count, lastAt, open, failure, silences } = publish;
  const isUnnoted = count === 0 && answer !== null;
  // A withdrawn attempt was counted as under way before anything was sent.
  const isOpen = open > count && !isUnnoted && status !== 'withdrawn';
  return [
    ...sentenceIf(count > 0, () =>
      sentence(
        'published',
        `The request was published ${times(count)}${count > 1 && lastAt !== null ? `, the last time ${rfc3339(lastAt)}` : ''}.`,
        lastAt,
      ),
    ),
    ...sentenceIf(isUnnoted, () =>
      sentence('publish-unnoted', 'No publish of the request is noted, but Modigie has answered.'),
    ),
    ...sentenceIf(isOpen, () => sentence('publish-open', openPublishes(open - count, count))),
    ...(failure === null ? [] : [PUBLISH_FAILED[failure](record)]),
    ...sentenceIf(silences > 0, () =>
      sentence(
        'silences',
        `Silent since ${rfc3339(record.quietSince)}: ${silences} silence limit${silences === 1 ? ' has' : 's have'} passed.`,
      ),
    ),
  ];
}

function openPublishes(open: number, count: number): string {
  const publishes = open === 1 ? 'A publish' : `${open} publishes`;
  const more = count > 0 ? 'Besides, ' : '';
  const subject = more === '' ? publishes : publishes.toLowerCase();
  return `${more}${subject} of the request may have taken effect: under way, or not noted.`;
}

/** A failure without words does not compile. */
const PUBLISH_FAILED: Readonly<Record<PublishFailure, (record: JobRecord) => Sentence>> = {
  unavailable: () =>
    sentence(
      'publish-unavailable',
      'The latest publish failed for a reason that passes by itself (publishFailure: unavailable).',
    ),
  misconfigured: () =>
    sentence(
      'publish-misconfigured',
      'The latest publish failed for the configuration, which a person has to mend (publishFailure: ' +
        'misconfigured; docs/operate.md, publish-misconfigured). It need not be submitted again.',
    ),
  refused: (record) =>
    sentence(
      'publish-refused',
      `Pub/Sub refused the latest publish for good (publishFailure: refused)${
        record.status === 'refused' || isCertainlyUnsent(record)
          ? '.'
          : ', but an earlier one may have taken effect.'
      }`,
    ),
};

function answering({ answer, endedAt, quietSince }: JobRecord): Sentence[] {
  if (answer === null) return [];
  const { phase } = stageOf(answer.status);
  const at = phase === 'ended' ? (endedAt ?? quietSince) : quietSince;
  return [ANSWERED[phase](answer, at)];
}

type Answered = (answer: LatestAnswer, at: JobRecord['quietSince']) => Sentence;

const ANSWERED: Readonly<Record<Phase, Answered>> = {
  underway: ({ status, version }, at) =>
    sentence('underway', `Modigie said last that the job is ${status} (version ${version}).`, at),
  ended: ({ status, version, reasonType }, at) => {
    const why = reasonType === null ? '' : `, for ${named(reasonType)}`;
    const ending = status as Ending;
    return sentence(ending, `${ENDED[ending]}${why} (version ${version}).`, at);
  },
  unknown: ({ status, version }, at) =>
    sentence(
      'unknown-status',
      `Modigie said last that the job is ${named(status)} (version ${version}). This version of the gateway ` +
        'does not know that status, and takes it for no ending.',
      at,
    ),
};

const ENDED: Readonly<Record<Ending, string>> = {
  completed: 'The job completed',
  rejected: 'Modigie rejected the job',
  canceled: 'The job was canceled',
  failed: 'The job failed',
};

/** The status of the gateway's own, where the latest answer does not say it. */
function standing(record: JobRecord): Sentence[] {
  const state = stateOf(record);
  if (state.by === 'modigie') return [];
  // A person may have written any status into a document.
  return Object.hasOwn(OWN, state.status)
    ? [OWN[state.status](record)]
    : [sentence('unknown-status', `Its record says ${named(state.status)}, which no gateway writes.`)];
}

/** An own status without words does not compile. */
const OWN: Readonly<Record<OwnStatus, (record: JobRecord) => Sentence>> = {
  accepted: () => sentence('accepted', 'It waits for a publish to be noted.'),
  published: () => sentence('waiting', 'It waits for an answer of Modigie, which has said nothing yet.'),
  refused: ({ endedAt }) =>
    sentence('refused', 'It ended as refused: no publish of the request was ever taken.', endedAt),
  'over-budget': ({ account, endedAt }) =>
    sentence(
      'over-budget',
      `It ended as over-budget: the budget ${named(account?.overBudget ?? 'of its time')} had no room, and nothing was sent.`,
      endedAt,
    ),
  reused: ({ reused, endedAt }) =>
    sentence(
      'reused',
      `It ended as reused: the answer to ${reused?.from ?? 'an earlier job'} is about the same person and serves it, ` +
        'and nothing was sent.',
      endedAt,
    ),
  withdrawn: ({ endedAt }) =>
    sentence('withdrawn', 'It ended as withdrawn: an attempt before it had completed after all.', endedAt),
  discarded: ({ discard: noted, endedAt }) => {
    const why = noted === null ? '' : `, for ${named(noted.reasonType)}`;
    return sentence('discarded', `It ended as discarded: Modigie threw the request away${why}.`, endedAt);
  },
  unanswered: ({ quietSince, endedAt }) =>
    sentence('unanswered', `It was given up: nothing was heard after ${rfc3339(quietSince)}.`, endedAt),
  erased: ({ endedAt }) =>
    sentence(
      'erased-unsent',
      'It ended as erased: it is not sent, since a person was erased before.',
      endedAt,
    ),
};

function discard(record: JobRecord): Sentence[] {
  const { discard: noted, answer, status } = record;
  if (noted === null || (status === 'discarded' && stateOf(record).by === 'gateway')) return [];
  const because = answer === null ? 'it was sent again before' : 'Modigie has answered for the job';
  return [
    sentence(
      'discard-noted',
      `Modigie discarded a request of it, for ${named(noted.reasonType)}; that changes nothing, since ${because}.`,
    ),
  ];
}
