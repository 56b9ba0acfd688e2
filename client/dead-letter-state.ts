/**
 * Dead letters as a gateway shows them. Read tolerantly: reasons and sources that this version does not know
 * are still strings. Held to the schemas of shared/api by test/unit/client/types.test.ts.
 */
import type { Violation } from './refusal.ts';

export type DeadLetterState = 'waiting' | 'redriven' | 'dropped' | (string & {});

/** A message that was set aside. */
export interface DeadLetter {
  readonly id: string;
  readonly state: DeadLetterState;
  /** The function that set it aside, or the topic on which Pub/Sub gave up on it. */
  readonly source: string;
  /** Why, as a stable code. */
  readonly reason: string;
  /** The fields that are wrong, as JSON Pointers with blanks between them. */
  readonly detail: string | null;
  readonly messageId: string;
  readonly publishTime: string;
  /** When it was set aside. */
  readonly receivedAt: string;
  /** When it is removed. */
  readonly expireAt: string;
  /** How many its body has. */
  readonly bytes: number;
  /** 1, and one more each time that it was redriven and set aside again. */
  readonly generation: number;
  /** The dead letter that was redriven as this message. */
  readonly redriveOf: string | null;
  /** Message IDs that it was redriven as. */
  readonly redrivenAs: readonly string[];
  /** When it was redriven or dropped. */
  readonly settledAt: string | null;
  /** Whether it was redriven with corrected bytes. */
  readonly corrected: boolean;
}

/** The fate of a dead letter, were it redriven now. */
export interface Judgement {
  readonly accepted: boolean;
  /** The code with which it would be set aside again; null when it would not. */
  readonly reason: string | null;
  readonly errors: readonly Violation[];
}

/** A message that was set aside, with all that is kept of it. */
export interface DeadLetterInFull extends DeadLetter {
  /** Empty in a brief view. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Its bytes as they came, in base64; null in a brief view, and when they are not all there any more. */
  readonly data: string | null;
  /** The same as text, where they are UTF-8 and not too many; null in a brief view. */
  readonly text: string | null;
  /** Why it is not redriven as it stands, whatever its judgement; null where it may be. */
  readonly refusal: string | null;
  /** The fate of a redrive; null when it is done with, or has no way back. */
  readonly judgement: Judgement | null;
}

/** Some of the dead letters that match, the newest first. */
export interface DeadLetterPage {
  readonly deadLetters: readonly DeadLetter[];
  /** Give it as `pageToken` to go on; absent on the last page. */
  readonly nextPageToken?: string | undefined;
}

/** How many dead letters are in each state. */
export interface DeadLetterCounts {
  readonly byState: Readonly<Record<string, number>>;
}

/** The fate of a redrive, or of one that is only judged. */
export interface Redriven {
  /** Whether it went out; false of a dry run. */
  readonly redriven: boolean;
  readonly deadLetter: DeadLetter;
  readonly judgement: Judgement;
}
