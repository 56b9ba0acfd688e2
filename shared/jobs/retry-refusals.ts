/** The reasons why a retry by hand is refused: stable codes. */
export const RETRY_REFUSALS = [
  'in-progress',
  'completed',
  'needs-correction',
  'already-retried',
  'purged',
  'external',
] as const;
export type RetryRefusal = (typeof RETRY_REFUSALS)[number];

/** Why, in a sentence to the person who asks, and what to do instead. */
export const WHY_NOT_RETRYABLE: Readonly<Record<RetryRefusal, string>> = {
  'in-progress': 'It has not ended: read it again later. What may be retried is retried by itself.',
  completed:
    'It completed, and a retry would be charged again: to request the lead anew, submit it under a new ' +
    'request ID.',
  'needs-correction':
    'It was rejected, discarded or refused: submit it corrected, under a new request ID. The job says why ' +
    'in reasonType, discardReasonType or publishFailure.',
  'already-retried':
    'It was retried already: the job names the next attempt in retriedBy, and the root ID stands for the ' +
    'latest.',
  purged: 'Its payload was purged: submit the lead again, under a new request ID.',
  external:
    'It was no request of this gateway, which has nothing to send: submit the lead under a new request ID.',
};
