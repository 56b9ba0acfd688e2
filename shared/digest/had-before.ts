/** Values that a record had, as far as what was sent tells: a patch does not write over them unasked. */
import { list, text } from '../protocol/json-path.ts';
import { isLinkedInUserUrl } from '../protocol/linkedin.ts';
import { codeOf, type Findings, isLinkedInUser, isMobile } from './facts.ts';
import { appendedEntries, type EntryList, isSentUnknown, writtenValue } from './payload-entries.ts';

export interface HadBefore {
  readonly mobile?: string;
  readonly linkedIn?: string;
  readonly email?: string;
  readonly title?: string;
  readonly company?: string;
}

/**
 * @returns the values that were sent. Where the sent payload is not known they are those of the answer, which
 * has it whole (docs/protocol.md §5.4), except for a LinkedIn URL that was replaced
 */
export function hadBefore(findings: Findings): HadBefore {
  const sent = findings.sent ?? findings.payload;
  const had = {
    mobile: mobileBefore(findings),
    linkedIn: linkedInBefore(findings),
    email: emailBefore(findings),
    title: text(sent, 'employment', 'position', 'title'),
    company: text(sent, 'employment', 'company', 'title'),
  };
  return Object.fromEntries(Object.entries(had).filter(([, value]) => value.trim() !== ''));
}

function mobileBefore(findings: Findings): string {
  const types = typesOf(findings.payload);
  const entry = given(findings, 'phoneNumbers', isAppendedMobile(findings)).find((phone) =>
    mayBeMobile(phone, types),
  );
  return writtenValue(entry, 'phoneNumbers');
}

/**
 * A number that was sent counts as the record's mobile unless Modigie says that it is none: a number of
 * unknown kind is not written over. Its sender may say that it is one.
 */
function mayBeMobile(phone: unknown, types: ReadonlyMap<string, string>): boolean {
  const value = writtenValue(phone, 'phoneNumbers');
  if (value.trim() === '') return false;
  if (/mobile|cell/i.test(text(phone, 'source', 'propertyName'))) return true;
  return !OTHER_TYPES.has(types.get(value) ?? '');
}

const OTHER_TYPES: ReadonlySet<string> = new Set(['landline', 'voip']);

/** @returns the type of each number, by the number as it was written */
function typesOf(payload: unknown): ReadonlyMap<string, string> {
  return new Map(
    list(payload, 'phoneNumbers').map((phone) => [
      writtenValue(phone, 'phoneNumbers'),
      text(phone, 'phoneType').toLowerCase(),
    ]),
  );
}

function isAppendedMobile(findings: Findings): (entry: unknown) => boolean {
  if (codeOf(findings, 'appendMobile') !== 'appended') return () => false;
  const appended = appendedEntries(findings, 'phoneNumbers', isMobile);
  return (entry) => appended.includes(entry);
}

function linkedInBefore(findings: Findings): string {
  const code = codeOf(findings, 'appendLinkedIn');
  const isFound = code === 'appended' || code === 'replaced';
  const appended = isFound ? appendedEntries(findings, 'urls', isLinkedInUser) : [];
  const entry = given(findings, 'urls', (url) => appended.includes(url)).find(
    (url) => isLinkedInUser(url) || isLinkedInUserUrl(writtenValue(url, 'urls')),
  );
  return writtenValue(entry, 'urls');
}

function emailBefore(findings: Findings): string {
  const appended = isSentUnknown(findings) ? [] : appendedEntries(findings, 'emailAddresses');
  const entry = given(findings, 'emailAddresses', (email) => appended.includes(email)).find(
    (email) => !list(email, 'rels').includes('sms') && writtenValue(email, 'emailAddresses').trim() !== '',
  );
  return writtenValue(entry, 'emailAddresses');
}

/** @returns entries as they were sent; those of the answer that were not appended, where it is not known */
function given(
  { sent, payload }: Findings,
  name: EntryList,
  isAppended: (entry: unknown) => boolean,
): readonly unknown[] {
  if (sent !== undefined) return list(sent, name);
  return list(payload, name).filter((entry) => !isAppended(entry));
}
