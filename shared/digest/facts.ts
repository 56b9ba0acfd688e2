/** Facts of a completed job, whatever becomes of them: what was found, verified and checked. */
import { list, read, text } from '../protocol/json-path.ts';
import { type AnsweredPayload, appendedEntries, isSentUnknown, writtenValue } from './payload-entries.ts';

export interface MobileFact {
  /** The E.164 form, where Modigie gave it. */
  readonly e164: string | null;
  /** As Modigie wrote it, or as it was sent. */
  readonly raw: string;
  readonly type: string;
  readonly how: 'appended' | 'verified';
  /** As Modigie sent it; absent without a subscription to it. */
  readonly compliance?: unknown;
}

interface LinkedInFact {
  readonly url: string;
  /** `unknown` where no task looked for it, or its code is not known. */
  readonly how: 'from_input' | 'appended' | 'replaced' | 'unknown';
}

interface EmploymentFact {
  /** `unknown` where Modigie could not verify: title and company may be there, and are not reliable. */
  readonly state: 'verified' | 'changed' | 'verified_elsewhere' | 'unknown';
  readonly company?: string;
  readonly title?: string;
  /** The month in which the person left the company that was sent, `YYYY-MM`. */
  readonly leftOn?: string;
}

export interface EmailFact {
  /** The form for delivery, where there is one. */
  readonly address: string;
  /** null where Modigie did not say. */
  readonly deliverable: boolean | null;
  /** Whether Modigie appended it. */
  readonly new: boolean;
}

export interface Facts {
  readonly mobile?: MobileFact;
  readonly linkedIn?: LinkedInFact;
  readonly employment?: EmploymentFact;
  readonly emails: readonly EmailFact[];
  /** The code of `verifyMobile`. */
  readonly mobileCheck?: string;
}

/** A completed job as far as facts are drawn from it. */
export interface Findings extends AnsweredPayload {
  readonly eventCodes: Readonly<Record<string, string>>;
}

/** Addresses that are looked at: more than a person has, since an answer may hold any number. */
const MOST_EMAILS = 50;

/** @returns all facts. It never throws, whatever the payload is */
export function factsOf(findings: Findings): Facts {
  const mobile = mobileFact(findings);
  const linkedIn = linkedInFact(findings);
  const employment = employmentFact(findings);
  const mobileCheck = codeOf(findings, 'verifyMobile');
  return {
    ...(mobile && { mobile }),
    ...(linkedIn && { linkedIn }),
    ...(employment && { employment }),
    emails: emailFacts(findings),
    ...(mobileCheck !== undefined && { mobileCheck }),
  };
}

/** @returns the mobile number that was appended, or else the one that was found good */
function mobileFact(findings: Findings): MobileFact | undefined {
  if (codeOf(findings, 'appendMobile') === 'appended') {
    const [appended] = appendedEntries(findings, 'phoneNumbers', isMobile);
    if (appended !== undefined) return mobileOf(appended, 'appended');
  }
  if (codeOf(findings, 'verifyMobile') !== 'good_mobile') return undefined;
  const verified = list(findings.payload, 'phoneNumbers').find(isMobile);
  return verified === undefined ? undefined : mobileOf(verified, 'verified');
}

/** @returns the URL of the LinkedIn user; undefined where none was found */
function linkedInFact(findings: Findings): LinkedInFact | undefined {
  const code = codeOf(findings, 'appendLinkedIn');
  if (code === 'unable_to_append') return undefined;
  const isAppended = code === 'appended' || code === 'replaced';
  const [appended] = isAppended ? appendedEntries(findings, 'urls', isLinkedInUser) : [];
  const entry = appended ?? list(findings.payload, 'urls').find(isLinkedInUser);
  const url = text(entry, 'url', 'normalFormat') || writtenValue(entry, 'urls');
  if (url === '') return undefined;
  return { url, how: isAppended || code === 'from_input' ? code : 'unknown' };
}

/** @returns what was verified of the employment; undefined where no task did and nothing is there */
function employmentFact({ payload, eventCodes }: Findings): EmploymentFact | undefined {
  const code = codeOf({ eventCodes }, 'verifyEmployment');
  const found = {
    company: text(payload, 'employment', 'company', 'verification', 'title'),
    title: text(payload, 'employment', 'position', 'verification', 'title'),
    leftOn: text(payload, 'employment', 'employmentEnd', 'iso8601Format'),
  };
  const filled = Object.entries(found).filter(([, value]) => value !== '');
  if (code === undefined && filled.length === 0) return undefined;
  return { state: stateOf(code), ...Object.fromEntries(filled) };
}

/** An own member alone: a code's name comes from outside. */
export function codeOf({ eventCodes }: Pick<Findings, 'eventCodes'>, task: string): string | undefined {
  return Object.hasOwn(eventCodes, task) ? eventCodes[task] : undefined;
}

function stateOf(code: string | undefined): EmploymentFact['state'] {
  return code === 'verified' || code === 'changed' || code === 'verified_elsewhere' ? code : 'unknown';
}

/** `phoneType` is documented in lower case and in upper case (docs/protocol.md §11.2). */
export function isMobile(phone: unknown): boolean {
  return text(phone, 'phoneType').toLowerCase() === 'mobile';
}

function mobileOf(phone: unknown, how: MobileFact['how']): MobileFact {
  const raw = writtenValue(phone, 'phoneNumbers');
  const stated = text(phone, 'phoneNumber', 'e164Format');
  const compliance = read(phone, 'compliance');
  return {
    e164: stated || null,
    raw,
    type: text(phone, 'phoneType').toLowerCase(),
    how,
    ...(compliance != null && { compliance }),
  };
}

/** The rel is Modigie's own mark of such a URL (docs/protocol.md §2.5). */
export function isLinkedInUser(url: unknown): boolean {
  return list(url, 'rels').includes('linkedInUser');
}

function emailFacts(findings: Findings): EmailFact[] {
  const appended = appendedEmails(findings);
  return list(findings.payload, 'emailAddresses')
    .slice(0, MOST_EMAILS)
    .flatMap((entry) => {
      const address = text(entry, 'emailAddress', 'rfc882Format') || writtenValue(entry, 'emailAddresses');
      if (address === '' || isForText(entry)) return [];
      return { address, deliverable: deliverability(entry), new: appended.includes(entry) };
    });
}

/** No event says that an address was appended: where nothing is known of what was sent, none was. */
function appendedEmails(findings: Findings): readonly unknown[] {
  if (isSentUnknown(findings)) return [];
  return appendedEntries(findings, 'emailAddresses');
}

/** Both of the checks that Modigie makes; one that is well-formed may not be deliverable. */
function deliverability(entry: unknown): boolean | null {
  const checks = [read(entry, 'emailAddress', 'isSyntaxValid'), read(entry, 'emailAddress', 'isDeliverable')];
  if (checks.includes(false)) return false;
  return checks.every((check) => check === true) ? true : null;
}

/** An address that reaches a telephone as a text message is nobody's mailbox. */
function isForText(entry: unknown): boolean {
  return list(entry, 'rels').includes('sms');
}
