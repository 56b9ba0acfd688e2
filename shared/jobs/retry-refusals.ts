/** The reasons why a retry by hand is refused: stable codes. */
export const RETRY_REFUSALS = [
  'in-progress',
  'completed',
  'reused',
  'needs-correction',
  'already-retried',
  'being-replayed',
  'erased',
  'purged',
  'external',
] as const;
export type RetryRefusal = (typeof RETRY_REFUSALS)[number];

/** Under the same ID, what was requested before a restore is taken up where it is, and not charged again. */
export const NOT_OURS =
  'As far as this gateway knows it was no request of its own, and there is nothing to send. If it was, before a ' +
  'restore, submit the same lead under the same request ID; if not, under a new one.';

/** Why, in a sentence to the person who asks, and what to do instead. */
export const WHY_NOT_RETRYABLE: Readonly<Record<RetryRefusal, string>> = {
  'in-progress': 'It has not ended: read it again later. What may be retried is retried by itself.',
  completed:
    'It completed, and a retry would be charged again: to request the lead anew, submit it under a new ' +
    'request ID.',
  reused:
    'The answer to an earlier job about the same person served it, at no cost; the job names it in reusedFrom. To ' +
    'request the lead anew, submit it under a new request ID with "reuse":"never".',
  'needs-correction':
    'It was rejected, discarded or refused: submit it corrected, under a new request ID. The job says why ' +
    'in reasonType, discardReasonType or publishFailure.',
  'already-retried':
    'It was retried already: the job names the next attempt in retriedBy, and the root ID stands for the ' +
    'latest.',
  'being-replayed':
    'Its request was published once more within the last day, and Modigie may work on it now, which is ' +
    'charged: wait for its answer.',
  erased: "The person's data was erased: nothing of it is sent any more.",
  purged: 'Its payload was purged: submit the lead again, under a new request ID.',
  external: NOT_OURS,
};
