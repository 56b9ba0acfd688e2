import { NOT_OURS } from './retry-refusals.ts';

/** The reasons why a replay or a redelivery is refused: stable codes. */
export const REPLAY_REFUSALS = [
  'answered',
  'retried',
  'discarded',
  'never-sent',
  'being-delivered',
  'erased',
  'purged',
  'held',
  'external',
] as const;
export type ReplayRefusal = (typeof REPLAY_REFUSALS)[number];

/** Why, in a sentence to the person who asks, and what to do instead. */
export const WHY_NOT_REPLAYABLE: Readonly<Record<ReplayRefusal, string>> = {
  answered:
    'Modigie said how it ended: there is no answer to wait for. Read the job, or redeliver its result.',
  retried:
    'The lead is sent again as another attempt, and this one might be charged as well: replay the latest ' +
    'attempt, which the root ID stands for.',
  discarded: 'Modigie discarded it: submit it corrected, under a new request ID.',
  'never-sent': 'Its request was never sent: there is nothing that could be answered.',
  'being-delivered': 'Its result is being delivered: ask again once it is, or retry it.',
  erased: "The person's data was erased: nothing of it is sent any more. An answer still counts.",
  purged: 'Its payload was purged: submit the lead again, under a new request ID.',
  held: 'Its job type is held, and nothing of it goes out: ask again once it is released.',
  external: NOT_OURS,
};

export const REDELIVERY_REFUSALS = [
  'in-progress',
  'retried',
  'no-result',
  'being-replayed',
  'purged',
  'external',
] as const;
export type RedeliveryRefusal = (typeof REDELIVERY_REFUSALS)[number];

/** Why, in a sentence to the person who asks, and what to do instead. */
export const WHY_NOT_REDELIVERABLE: Readonly<Record<RedeliveryRefusal, string>> = {
  'in-progress': 'It has not ended: its result is delivered by itself once it has.',
  retried:
    'The lead is sent again as another attempt, whose result is that of the lead: redeliver that one, which the ' +
    'root ID stands for.',
  'no-result':
    'It has no result of its own: the attempt that completed has it, which the root ID stands for.',
  'being-replayed': 'Its request is being published again: ask again in a minute.',
  purged:
    'Its data was removed: a result without it would take the place of what a consumer still has. Read the job ' +
    'for its status.',
  external: 'It was no request of this gateway: its result is the business of whoever requested it.',
};
