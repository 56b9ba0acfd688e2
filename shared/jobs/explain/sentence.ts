import { type Instant, rfc3339 } from '../instant.ts';

/**
 * Every code of a sentence, in the order in which an explanation has them, and the statement that it stands
 * for. Codes are stable: a caller may act on them, and none is ever used for another statement.
 * docs/explain.md lists the same.
 */
export const SENTENCES = {
  'told-by': 'the lineage has several attempts; which of them its result is',
  submitted: 'the attempt is the first: its request was submitted to the gateway',
  'sent-again': 'the attempt is a successor: the lead of another attempt is sent again',
  external: 'Modigie answered for a request ID that was never submitted here',
  published: 'how often the request was published, and when it was last',
  'publish-unnoted': 'Modigie answered, though no publish is noted',
  'publish-open': 'a publish is under way, or how it ended is not noted',
  'publish-unavailable': 'the latest publish failed for a reason that passes',
  'publish-misconfigured': 'the latest publish failed for a reason that a person has to mend',
  'publish-refused': 'the latest publish was refused for good',
  silences: 'how many silence limits have passed without an answer',
  underway: 'the latest answer: Modigie is at work',
  'unknown-status': 'the latest answer has a status that this version does not know',
  completed: 'the job completed',
  rejected: 'Modigie rejected the job',
  canceled: 'the job was canceled',
  failed: 'the job failed',
  accepted: 'no publish is noted, and nothing was answered',
  waiting: 'the request is published, and nothing was answered',
  refused: 'it ended: no publish of the request was ever taken',
  'over-budget': 'it ended: a budget had no room for it, and nothing was sent',
  reused: 'it ended: the answer to an earlier job about the same person serves it, and nothing was sent',
  withdrawn: 'it ended: an attempt before it had completed, so it is not sent',
  discarded: 'it ended: Modigie discarded the request',
  unanswered: 'it was given up: no answer came in time',
  'erased-unsent': 'it ended: a person was erased before its request is known to have been sent',
  'discard-noted': 'a discard was noted, and changed nothing',
  held: 'a hold keeps back what is to be published of it: who placed it, and when',
  retried: 'it was sent again: as which attempt, and by which rule of the policy',
  'retry-rule': 'the rule of the policy by which it will be sent again',
  'no-rule': 'it is not sent again: no rule of the policy matches',
  'attempts-used-up': 'it is not sent again: a rule matches, and the attempts are used up',
  'payload-gone': 'it is not sent again: a rule matches, and the payload is gone',
  'retry-rule-now': 'it was not sent again, though the policy of now has a rule for it',
  delivered: 'its result was published on the results topic',
  'delivered-before': 'the result of an earlier ending was published, and not that of the present one',
  'no-result': 'it has no result of its own, and why',
  purged: 'payload, JobV2, tags and requester were removed',
  erased: "a person's data was taken out on request",
  'due-publish': 'what is due next, and when: its request is published',
  'due-silence': 'what is due next, and when: its silence is looked at',
  'due-retry': 'what is due next, and when: it is sent again',
  'due-deliver': 'what is due next, and when: its result is delivered',
  'due-purge': 'what is due next, and when: payload, JobV2, tags and requester are removed',
  'nothing-due': 'nothing is due any more',
  'change-hold': 'the release that lets it go',
  'change-answer': 'what an answer of Modigie would change',
  'change-silence': 'what becomes of it if Modigie goes on saying nothing, and when',
  'change-policy': 'what another policy would change',
  retryable: 'a person may send it again, and how',
  'not-retryable': 'a person may not send it again, why, and what to do instead',
  replayable: 'a person may have Modigie answer again, and how',
  redeliverable: 'a person may have its result delivered once more, and how',
  'stale-not-stored': 'where to find answers that said nothing new',
  'untracked-not-stored': 'where to find answers on the way that the policy does not store',
  'foreign-set-aside': "where to find answers about another party's job under the same request ID",
} as const;

export type SentenceCode = keyof typeof SENTENCES;

/** One statement about a job, to an operator. Its text holds neither payload nor personal data. */
export interface Sentence {
  readonly code: SentenceCode;
  readonly text: string;
  /** When it happened, by the gateway's clock, or is due. */
  readonly at?: Instant;
}

/** Most characters that are told of a text of Modigie's. */
const MOST_CHARACTERS = 100;

export function sentence(code: SentenceCode, text: string, at?: Instant | null): Sentence {
  return at == null ? { code, text } : { code, text, at };
}

/** @returns the sentence alone if it is to be said, for a list of sentences */
export function sentenceIf(isSaid: boolean, make: () => Sentence): Sentence[] {
  return isSaid ? [make()] : [];
}

/** @returns a name of Modigie's as it is; any other text of Modigie's in quotes, cut, on one line */
export function named(text: string): string {
  if (/^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(text)) return text;
  const printable = text.slice(0, MOST_CHARACTERS).replaceAll(/[^\x20-\x7e]/g, '?');
  return JSON.stringify(text.length > MOST_CHARACTERS ? `${printable}…` : printable);
}

/** @returns things as a person lists them: a, b or c */
export function either(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}

export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** @returns when a timer does its work: at an instant to come, or at the next sweep */
export function whenDue(at: Instant, now: Instant): string {
  return at <= now ? `At the next sweep, since it was due ${rfc3339(at)},` : `At ${rfc3339(at)}`;
}
