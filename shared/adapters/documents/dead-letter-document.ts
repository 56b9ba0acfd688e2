/** A dead letter as a document. Its bytes lie beside it. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  type DeadLetterFilter,
  type DeadLetterPlace,
  placeOf,
} from '../../jobs/dead-letters/dead-letter-filter.ts';
import type { DeadLetter } from '../../jobs/dead-letters/dead-letter-record.ts';
import { DEAD_LETTER_STATES, type DeadLetterState } from '../../jobs/dead-letters/dead-letter-states.ts';
import { hash32 } from '../../jobs/hash.ts';
import type { Instant } from '../../jobs/instant.ts';
import type { UnreadableReason } from '../../ports/errors.ts';

/** The format of these documents. It rises with a change that an older gateway could not read. */
const FORMAT = 1;

/** Shards of the index: times rise (docs/adr/016-rising-fields.md). Never fewer, or letters are not found. */
export const DEAD_LETTER_SHARDS = 8;

/** All that a replacement writes: whatever follows from the letter, and nothing of its bytes. */
export interface DeadLetterFields {
  readonly format: number;
  /** Of the latest write alone, so that a write can be recognised as one's own. */
  readonly writeId: string;
  readonly shard: number;
  /** Rises as time does; indexed only behind `shard`. */
  readonly place: DeadLetterPlace;
  /** A key for each selection by reason, source and state that has the letter: one index serves them all. */
  readonly selections: readonly string[];
  readonly state: DeadLetterState;
  /** After it, the letter is to be removed. */
  readonly expireAt: Instant;
  /** The attributes are one text: their names come from outside (docs/adr/003-text-not-structure.md). */
  readonly letter: Omit<DeadLetter, 'attributes'> & { readonly attributes: string };
}

export function toDeadLetterFields(letter: DeadLetter, writeId: string): DeadLetterFields {
  return {
    format: FORMAT,
    writeId,
    shard: hash32(letter.id) % DEAD_LETTER_SHARDS,
    place: placeOf(letter),
    selections: selectionsOf(letter),
    state: letter.state,
    expireAt: letter.expireAt,
    letter: { ...letter, attributes: JSON.stringify(letter.attributes) },
  };
}

export function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** @returns the key of all letters with a reason, a source and a state, of each that is given */
export function letterSelectionKey({ reason, source, state }: DeadLetterFilter): string {
  const selection = JSON.stringify([reason ?? null, source ?? null, state ?? null]);
  return createHash('sha256').update(selection).digest('hex').slice(0, 32);
}

function selectionsOf({ reason, source, state }: DeadLetter): string[] {
  const filters = [{}, { state }].flatMap((one) => [one, { ...one, source }]);
  return [...filters, ...filters.map((one) => ({ ...one, reason }))].map(letterSelectionKey);
}

const text = z.string();
const whole = z.int().nonnegative();

const LetterSchema = z.object({
  id: text,
  source: text,
  reason: text,
  detail: text.nullable(),
  messageId: text,
  publishTime: text,
  attributes: text.transform((json, issues) => {
    const read = attributesIn(json);
    if (read) return read;
    issues.addIssue({ code: 'custom', message: 'must be JSON of texts' });
    return z.NEVER;
  }),
  bytes: whole,
  receivedAt: z.number(),
  expireAt: z.number(),
  generation: whole,
  redriveOf: text.nullable(),
  state: z.enum(DEAD_LETTER_STATES),
  settledAt: z.number().nullable(),
  claim: z.object({ at: z.number(), by: text.nullable() }).nullable(),
  claims: whole,
  redrivenAs: z.array(text),
  corrected: z.boolean(),
});

/** Any name may be an attribute's, `__proto__` included. */
function attributesIn(json: string): DeadLetter['attributes'] | undefined {
  try {
    const read: unknown = JSON.parse(json);
    const isTexts =
      typeof read === 'object' && read && Object.values(read).every((value) => typeof value === 'string');
    return isTexts ? (read as DeadLetter['attributes']) : undefined;
  } catch {
    return undefined;
  }
}

/** Never throws. @returns the letter, or why it cannot be read */
export function readDeadLetterDocument(
  document: Readonly<Record<string, unknown>>,
): DeadLetter | UnreadableReason {
  const { format } = document;
  if (typeof format === 'number' && format > FORMAT) return 'newer-format';
  const read = LetterSchema.safeParse(document['letter']);
  // The schema proves every type but the brands.
  return read.success ? (read.data as unknown as DeadLetter) : 'malformed';
}
