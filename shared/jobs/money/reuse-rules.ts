/** When an answer that was paid for serves a later lineage about the same person (docs/configuration.md). */

/** By what a person is known again. */
export const REUSE_BY = ['linkedin', 'email'] as const;

export interface ReuseRule {
  /** How old the answer may be. */
  readonly days: number;
  readonly by: readonly (typeof REUSE_BY)[number][];
}

/** Each job type of which answers are reused, with its rule. */
export type ReuseRules = ReadonlyMap<string, ReuseRule>;

export const NO_REUSE: ReuseRules = new Map();
