/** The columns by which commands show a dead letter. */
import type { DeadLetter, DeadLetterInFull } from '../../client/operator.ts';
import { DeadLetterInFullSchema, DeadLetterSchema } from '../../shared/api/dead-letter-schemas.ts';
import { WHY_NOT_REDRIVEN } from '../../shared/jobs/dead-letters/redrive-refusals.ts';
import type { Column, Style } from '../output/column.ts';

export const LETTER_FIELDS = Object.keys(DeadLetterSchema.unwrap().shape);
export const FULL_FIELDS = Object.keys(DeadLetterInFullSchema.unwrap().shape);

const STYLES: Readonly<Record<string, Style>> = { waiting: 'yellow', redriven: 'green', dropped: 'dim' };

const ID: Column<DeadLetter> = { name: 'id', of: ({ id }) => id, isKept: true };
const RECEIVED: Column<DeadLetter> = { name: 'receivedAt', of: ({ receivedAt }) => receivedAt, isTime: true };
const STATE: Column<DeadLetter> = {
  name: 'state',
  of: ({ state }) => state,
  style: ({ state }) => (Object.hasOwn(STYLES, state) ? STYLES[state] : undefined),
};
const SOURCE: Column<DeadLetter> = { name: 'source', of: ({ source }) => source };
const REASON: Column<DeadLetter> = { name: 'reason', of: ({ reason }) => reason };
const DETAIL: Column<DeadLetter> = { name: 'detail', of: ({ detail }) => detail };
const GENERATION: Column<DeadLetter> = { name: 'generation', of: ({ generation }) => generation };

export const LETTER_COLUMNS: readonly Column<DeadLetter>[] = [
  ID,
  RECEIVED,
  SOURCE,
  REASON,
  STATE,
  GENERATION,
  DETAIL,
];

export const FULL_COLUMNS: readonly Column<DeadLetterInFull>[] = [
  ID,
  STATE,
  SOURCE,
  REASON,
  DETAIL,
  { name: 'refusal', of: ({ refusal }) => (refusal ? whyNot(refusal) : null), style: () => 'red' },
  {
    name: 'judgement',
    of: ({ judgement }) => (judgement ? verdictOf(judgement) : null),
    style: ({ judgement }) => (judgement?.accepted ? 'green' : 'red'),
  },
  GENERATION,
  { name: 'redriveOf', of: ({ redriveOf }) => redriveOf },
  { name: 'redrivenAs', of: ({ redrivenAs }) => redrivenAs },
  { name: 'corrected', of: ({ corrected }) => (corrected ? 'yes' : null) },
  RECEIVED,
  { name: 'settledAt', of: ({ settledAt }) => settledAt, isTime: true },
  { name: 'expireAt', of: ({ expireAt }) => expireAt },
  { name: 'messageId', of: ({ messageId }) => messageId },
  { name: 'publishTime', of: ({ publishTime }) => publishTime, isTime: true },
  {
    name: 'attributes',
    of: ({ attributes }) => Object.entries(attributes).map(([name, value]) => `${name}=${value}`),
  },
  { name: 'bytes', of: ({ bytes }) => bytes },
  { name: 'body', of: bodyOf },
];

/** A gateway may be older than this, or know a reason that this does not. */
function whyNot(refusal: string): string {
  const why: Readonly<Record<string, string>> = WHY_NOT_REDRIVEN;
  return Object.hasOwn(why, refusal) ? `${refusal}: ${why[refusal]}` : refusal;
}

/** @returns what a redrive would come to, as one line for each thing that is wrong */
export function verdictOf({
  accepted,
  reason,
  errors,
}: NonNullable<DeadLetterInFull['judgement']>): string[] {
  if (accepted) return ['would be accepted now'];
  const places = errors.map(({ pointer, detail }) => `still invalid at ${pointer || '/'}: ${detail}`);
  return [`would be set aside again: ${reason}`, ...places];
}

/** Bytes of what is no text that are shown. */
const SHOWN_BYTES = 32;

/** JSON line by line, other text as it is, and anything else in hexadecimal digits. */
function bodyOf({ text, data }: DeadLetterInFull): string[] {
  if (data === null) return ['not all of it is there any more'];
  if (text === null) {
    const bytes = Buffer.from(data, 'base64');
    const more = bytes.length > SHOWN_BYTES ? '…' : '';
    return [`${bytes.subarray(0, SHOWN_BYTES).toString('hex')}${more}`];
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split('\n');
  } catch {
    return text.split('\n');
  }
}
