/** Answers to a reveal. Held to the schemas of shared/api by test/unit/client/revealed-state.test.ts. */

/** The payload of an attempt as it was sent, and what Modigie knows of it. */
export interface RevealedJob {
  /** The attempt: of a root ID, that by which its lineage is told. */
  readonly requestId: string;
  /** Why there is no payload; null where there is one. New ones may appear. */
  readonly reason: 'purged' | 'erased' | 'external' | (string & {}) | null;
  /**
   * As it was sent. JavaScript rounds numbers beyond 2^53 when it reads them; `operator.revealText` gives
   * the text.
   */
  readonly payload: Readonly<Record<string, unknown>> | null;
  /** Modigie's latest JobV2, likewise; null where there is none, or none any more. */
  readonly job: Readonly<Record<string, unknown>> | null;
}

/** The message of a dead letter. */
export interface RevealedDeadLetter {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its bytes as they came, in base64; null when they are not all there any more. */
  readonly data: string | null;
  /** The same as text, where they are UTF-8 and not too many. */
  readonly text: string | null;
}
