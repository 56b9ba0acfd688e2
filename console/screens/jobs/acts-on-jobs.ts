/** The acts on jobs, one or many; `code` is that of the sentence which says that one may be done. */
export const JOB_ACTS = [
  {
    kind: 'retry',
    code: 'retryable',
    verb: 'Retry',
    means: 'One more attempt under a new ID, charged if it completes.',
    shortcut: 'r',
  },
  {
    kind: 'replay',
    code: 'replayable',
    verb: 'Ask again',
    means: 'The identical request once more; costs nothing.',
  },
  {
    kind: 'redeliver',
    code: 'redeliverable',
    verb: 'Redeliver',
    means: 'The same result once more, under the same dedupKey.',
  },
] as const;
