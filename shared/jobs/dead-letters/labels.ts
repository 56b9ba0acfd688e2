/** Attributes that are put on a message when it is set aside or redriven, and taken off again. */
import { type DeadLetterId, isDeadLetterId } from './dead-letter-id.ts';

type Attributes = Readonly<Record<string, string>>;

/** Generations that are believed: attributes come from outside. */
const MAX_GENERATION = 1_000;

export const LABELS = {
  /** Bytes that Pub/Sub takes of an attribute's value. */
  maxValueBytes: 1024,
  /** On the dead-letter topic: why, and which message it was. */
  deadLetter: /^(?:deadLetter(?:Reason|Source|Detail)|original(?:MessageId|PublishTime|Bytes))$/,
  /** On a redriven message: which dead letter it is of. */
  redrive: /^redrive(?:Generation|Of)$/,
  /** Of Pub/Sub: those that it adds as it gives up on a message, and those that it takes from nobody. */
  pubSub: /^(?:CloudPubSubDeadLetter|goog)/i,
} as const;

/** @returns the attributes whose names do not match */
export function without(attributes: Attributes, ...names: readonly RegExp[]): Attributes {
  const kept = Object.entries(attributes).filter(([name]) => !names.some((pattern) => pattern.test(name)));
  return Object.fromEntries(kept);
}

/** @returns the generation of a message that is set aside, and the dead letter that it was redriven from */
export function redriveOf(attributes: Attributes): {
  readonly generation: number;
  readonly redriveOf: DeadLetterId | null;
} {
  const generation = /^\d{1,4}$/.test(attributes['redriveGeneration'] ?? '')
    ? Number(attributes['redriveGeneration'])
    : 0;
  const of = attributes['redriveOf'] ?? '';
  if (generation < 2 || generation > MAX_GENERATION || !isDeadLetterId(of))
    return { generation: 1, redriveOf: null };
  return { generation, redriveOf: of };
}

/** @returns the text as UTF-8 can carry it, cut to so many bytes and never through a character */
export function wellFormed(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text.toWellFormed());
  if (bytes.length <= maxBytes) return text.toWellFormed();
  // As a stream, the decoder keeps back a character that the cut goes through.
  return new TextDecoder().decode(bytes.subarray(0, maxBytes), { stream: true });
}
