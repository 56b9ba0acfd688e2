/**
 * Entries of an answer's payload: those that were sent, and those that Modigie appended. An appended one has
 * no source (docs/protocol.md §2.4), but callers may leave out theirs as well.
 */
import { list, read, text } from '../protocol/json-path.ts';

/** A list of a payload, and the member of an entry that holds its value. */
const VALUE_OF = { phoneNumbers: 'phoneNumber', emailAddresses: 'emailAddress', urls: 'url' } as const;
export type EntryList = keyof typeof VALUE_OF;

/** A job's answer with what is known of what was sent. */
export interface AnsweredPayload {
  /** The payload of the JobV2, of any shape. */
  readonly payload: unknown;
  /** The payload as it was sent, of any shape; undefined where it is not known. */
  readonly sent?: unknown;
  /** Whether each value was sent with a source, so that one without was appended. */
  readonly isSourced?: boolean | undefined;
  /** Whether it answers another request, whose sender may have sent more, and without a source. */
  readonly isOfAnother?: boolean | undefined;
}

/** @returns whether nothing tells each value that was sent from one that was appended */
export function isSentUnknown({ sent, isSourced, isOfAnother }: AnsweredPayload): boolean {
  return isOfAnother === true || (sent === undefined && isSourced !== true);
}

/** @returns the values that were sent in a list, as their sender wrote them */
function sentValues(payload: unknown, name: EntryList): string[] {
  return list(payload, name).flatMap((entry) => writtenValue(entry, name) || []);
}

/** @returns an entry's value as it is written there; blank when it has none */
export function writtenValue(entry: unknown, name: EntryList): string {
  return text(entry, VALUE_OF[name], 'userFormat');
}

/**
 * @param isCandidate which entries are meant
 * @returns the entries that were appended, in their order. Where neither the sent payload nor the habit of
 * its sender is known, it is at most the last entry without a source: Modigie appends behind what was sent
 */
export function appendedEntries(
  answered: AnsweredPayload,
  name: EntryList,
  isCandidate: (entry: unknown) => boolean = () => true,
): readonly unknown[] {
  const { payload, sent } = answered;
  const unsourced = list(payload, name).filter((entry) => isUnsourced(entry) && isCandidate(entry));
  const entries = isSentUnknown(answered) ? unsourced.slice(-1) : unsourced;
  const given = new Set(sentValues(sent, name));
  return entries.filter((entry) => !given.has(writtenValue(entry, name)));
}

function isUnsourced(entry: unknown): boolean {
  const source = read(entry, 'source');
  if (typeof source !== 'object' || source === null) return true;
  return Object.values(source).every((member) => member === null || member === '');
}
