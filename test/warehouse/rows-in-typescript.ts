/** A message as a row of the views `results` and `personal`, before any is left out. */
import { list, read, text } from '../../shared/protocol/json-path.ts';
import type { PublishedResult } from './golden-results.ts';
import type { Row } from './google-sql.ts';
import { tagColumns } from './warehouse-sql.ts';

export function resultOf(message: PublishedResult, tags: readonly string[]): Row {
  const facts = parsed(message.data);
  const time = (name: string) => microseconds(text(facts, name));
  const told = (...path: string[]) => text(facts, ...path) || null;
  const flag = (...path: string[]) => {
    const value = read(facts, ...path);
    return typeof value === 'boolean' ? value : null;
  };
  const codes = read(facts, 'eventCodes');
  return {
    ...headOf(message),
    message_id: message.messageId,
    dedup_key: message.attributes['dedupKey'] ?? null,
    attempt: numberOf(message.attributes['attempt']),
    reused_from: message.attributes['reusedFrom'] ?? null,
    cause: told('cause'),
    reason_type: told('reasonType'),
    discard_reason_type: told('discardReasonType'),
    requested_at: time('requestedAt'),
    created_at: time('createdAt'),
    dispatched_at: time('dispatchedAt'),
    started_at: time('startedAt'),
    completed_at: time('completedAt'),
    ended_at: time('endedAt'),
    append_mobile: told('eventCodes', 'appendMobile'),
    append_linkedin: told('eventCodes', 'appendLinkedIn'),
    verify_employment: told('eventCodes', 'verifyEmployment'),
    verify_mobile: told('eventCodes', 'verifyMobile'),
    event_codes: codes === undefined ? null : JSON.stringify(codes, sortedNames(codes)),
    had_email: flag('had', 'email'),
    had_linkedin: flag('had', 'linkedIn'),
    had_position: flag('had', 'position'),
    had_phone: flag('had', 'phone'),
    ...Object.fromEntries([...tagColumns(tags)].map(([tag, column]) => [column, told('showback', tag)])),
    purged: flag('purged'),
    erased: flag('erased'),
    unreadable: told('unreadable'),
  };
}

export function personalOf(message: PublishedResult): Row {
  const result = parsed(message.data);
  const payload = read(result, 'job', 'payload');
  const code = (task: string) => text(result, 'eventCodes', task);
  const isUnsourced = (one: unknown) => (read(one, 'source') ?? null) === null;
  const isAppended = code('appendMobile') === 'appended';
  const phones = list(payload, 'phoneNumbers').filter(
    (one) =>
      text(one, 'phoneType').toLowerCase() === 'mobile' &&
      (code('verifyMobile') === 'good_mobile' || (isAppended && isUnsourced(one))),
  );
  const phone = phones.at(isAppended ? -1 : 0);
  const found = !['', 'unable_to_append'].includes(code('appendLinkedIn'));
  const urls = list(payload, 'urls').filter((one) => found && list(one, 'rels').includes('linkedInUser'));
  const isNew = ['appended', 'replaced'].includes(code('appendLinkedIn'));
  const url = (isNew && urls.findLast(isUnsourced)) || urls[0];
  const isReliable = code('verifyEmployment') !== 'unable_to_verify';
  const employment = isReliable ? read(payload, 'employment') : undefined;
  const { sequence, ...head } = headOf(message);
  return {
    ...head,
    sequence: sequence ?? null,
    mobile: text(phone, 'phoneNumber', 'e164Format') || text(phone, 'phoneNumber', 'userFormat') || null,
    linkedin_url: text(url, 'url', 'normalFormat') || text(url, 'url', 'userFormat') || null,
    verify_employment: code('verifyEmployment') || null,
    company: text(employment, 'company', 'verification', 'title') || null,
    position: text(employment, 'position', 'verification', 'title') || null,
    employment_end: text(employment, 'employmentEnd', 'iso8601Format') || null,
  };
}

function headOf({ publishTime, attributes }: PublishedResult): Row {
  return {
    published_at: publishTime,
    sequence: numberOf(attributes['sequence']),
    request_id: attributes['requestId'] ?? null,
    root_id: attributes['rootId'] ?? null,
    job_type: attributes['jobType'] || null,
    status: attributes['status'] ?? null,
  };
}

function microseconds(time: string): string | null {
  if (time === '') return null;
  const fraction = /\.(\d+)Z$/.exec(time)?.[1] ?? '';
  return `${time.slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** The engine writes the members of an object in the order of their names. */
function sortedNames(value: unknown): string[] | null {
  return typeof value === 'object' && value !== null ? Object.keys(value).toSorted() : null;
}
