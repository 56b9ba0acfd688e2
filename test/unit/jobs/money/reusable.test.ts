import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import {
  type AskedAbout,
  hasFound,
  identifiersBy,
  newestReusable,
} from '../../../../shared/jobs/money/reusable.ts';
import { tombstone, withoutText } from '../../../../shared/jobs/records.ts';
import { TASKS } from '../../../../shared/protocol/job-types.ts';
import { contentWith, DAY, id, PAYLOAD, publishedRecord } from '../../../fixtures.ts';
import { given, NOW } from '../given.ts';
import { answered } from '../samples.ts';

const EMAIL = { emailAddress: { userFormat: 'ingrid@hollander.example' } };
const URL = { url: { userFormat: 'https://www.linkedin.com/in/ingrid' } };
const OTHER_URL = { url: { userFormat: 'https://www.linkedin.com/in/another' } };
const PERSON = { ...PAYLOAD, emailAddresses: [EMAIL], urls: [URL] };
const BOTH = { days: 30, by: ['linkedin', 'email'] } as const;

/** A job about the person that completed at NOW. */
function completed(
  payload: object = PERSON,
  { events = { appendMobile: { code: 'appended' } }, found = payload, name = 'paid' } = {},
): JobRecord {
  return given(publishedRecord(name, contentWith({ payload }))).when(
    answered({ id: name, status: 'completed', events, payload: found }),
  ).record;
}

function asked(payload: object = PERSON, more: Partial<AskedAbout> = {}): AskedAbout {
  return { jobType: 'enrichMobile', payload: JSON.stringify(payload), team: null, rule: BOTH, ...more };
}

const servedBy = (records: readonly JobRecord[], about = asked(), now = later(NOW, DAY)) =>
  newestReusable(records, about, now)?.from;

describe('an event code', () => {
  const NOTHING = ['unable_to_append', 'unable_to_verify'];

  it.each(
    Object.entries(TASKS).flatMap(([task, codes]) => codes.map((code) => [task, code] as const)),
  )('%s %s says whether something was found', (task, code) => {
    expect(hasFound({ [task]: code })).toBe(!NOTHING.includes(code));
  });

  it('that is not known says nothing', () => {
    expect(hasFound({})).toBe(false);
    expect(hasFound({ appendMobile: 'perhaps', appendFax: 'appended', constructor: 'appended' })).toBe(false);
  });

  it('is enough once', () => {
    expect(hasFound({ appendMobile: 'unable_to_append', verifyEmployment: 'verified' })).toBe(true);
  });
});

describe('an answer', () => {
  it('serves the same person, with its codes and its text', () => {
    const record = completed();
    expect(newestReusable([record], asked(), later(NOW, DAY))).toEqual({
      from: 'paid',
      eventCodes: { appendMobile: 'appended' },
      job: record.answer?.job,
    });
  });

  it('is the newest of several', () => {
    const older = { ...completed(PERSON, { name: 'older' }), endedAt: later(NOW, -DAY) };
    expect(servedBy([older, completed()])).toBe('paid');
    expect(servedBy([completed(), older])).toBe('paid');
  });

  it.each<[string, (record: JobRecord) => JobRecord]>([
    ['failed', (record) => ({ ...record, status: 'failed' })],
    ['is itself a reused one', (record) => ({ ...record, status: 'reused', answer: null })],
    ['is of another job type', (record) => ({ ...record, jobType: 'verifyMobile' })],
    ['is of another team', (record) => ({ ...record, team: 'team=apac' })],
    ['is none of this gateway', (record) => ({ ...record, origin: 'external' })],
    ['was erased', (record) => ({ ...withoutText(record), erased: true })],
    ['is being erased', (record) => ({ ...record, erased: true })],
    ['was purged', (record) => tombstone(record, NOW)],
    ['has not ended', (record) => ({ ...record, endedAt: null })],
    [
      'may be about the job of another party',
      (record) => ({ ...record, discard: { reasonType: 'DuplicateJobIdError', messageId: 'm' as never } }),
    ],
    ['found nothing', () => completed(PERSON, { events: { appendMobile: { code: 'unable_to_append' } } })],
    ['is too large to be kept twice', () => completed({ ...PERSON, more: 'x'.repeat(300_000) })],
  ])('that %s serves nobody', (_what, change) => {
    expect(servedBy([change(completed())])).toBeUndefined();
  });

  it('serves for as long as the rule says', () => {
    const within = (ms: number, days: number) =>
      servedBy([completed()], asked(PERSON, { rule: { ...BOTH, days } }), later(NOW, ms));
    expect([within(7 * DAY - 1, 7), within(7 * DAY, 7), within(0, 0)]).toEqual([
      'paid',
      undefined,
      undefined,
    ]);
  });
});

describe('the same person', () => {
  it('is known by what a rule says, and by nothing else', () => {
    const kinds = (by: AskedAbout['rule']['by']) =>
      identifiersBy(asked(PERSON, { rule: { days: 1, by } })).map(({ kind }) => kind);
    expect([kinds(['email']), kinds(['linkedin']), kinds(['linkedin', 'email'])]).toEqual([
      ['email'],
      ['linkedIn'],
      ['email', 'linkedIn'],
    ]);
    expect(servedBy([completed()], asked({ ...PAYLOAD, phoneNumbers: [] }))).toBeUndefined();
  });

  it('is a LinkedIn user, whatever the address is by now', () => {
    const moved = { ...PERSON, emailAddresses: [{ emailAddress: { userFormat: 'i@home.example' } }] };
    expect(servedBy([completed()], asked(moved))).toBe('paid');
  });

  it('is found by what Modigie found', () => {
    const known = completed({ ...PAYLOAD, emailAddresses: [EMAIL] }, { found: PERSON });
    expect(servedBy([known], asked({ ...PAYLOAD, urls: [URL] }))).toBe('paid');
  });

  it('is not another one with the same mailbox', () => {
    const shares = (more: object) => servedBy([completed()], asked({ ...PERSON, ...more }));
    expect(shares({ urls: [OTHER_URL] })).toBeUndefined();
    expect(shares({ urls: [], person: { firstName: 'Bo', lastName: 'Berg' } })).toBeUndefined();
    expect(shares({ urls: [], person: { firstName: 'I.', lastName: ' lindqvist' } })).toBe('paid');
    expect(shares({ urls: [], person: {} })).toBe('paid');
    expect(shares({ urls: [OTHER_URL, URL] })).toBe('paid');
  });

  it('is told apart by the LinkedIn user even where a rule looks for addresses alone', () => {
    const byEmail = { rule: { days: 30, by: ['email'] } } as const;
    expect(servedBy([completed()], asked({ ...PERSON, urls: [OTHER_URL] }, byEmail))).toBeUndefined();
    expect(servedBy([completed()], asked(PERSON, byEmail))).toBe('paid');
  });
});

describe('the same question', () => {
  it('names the same company, however it is written', () => {
    const at = (title: string) =>
      servedBy([completed()], asked({ ...PERSON, employment: { company: { title } } }));
    expect([at(' hollander  FREIGHT'), at('Acme')]).toEqual(['paid', undefined]);
    expect(servedBy([completed()], asked({ ...PERSON, employment: {} }))).toBe('paid');
  });

  it.each(['verifyMobile', 'verifyFax'])('names the same numbers where %s verifies them', (jobType) => {
    const calling = (...numbers: readonly unknown[]) => ({
      ...PERSON,
      phoneNumbers: numbers.map((userFormat) => ({ phoneNumber: { userFormat } })),
    });
    const known = { ...completed(calling('+46 70 123 45 67', 'x')), jobType };
    const at = (...numbers: readonly unknown[]) => servedBy([known], asked(calling(...numbers), { jobType }));
    expect([at('0046-70-1234567'), at(' x '), at(7), at('+46 70 123 45 68')]).toEqual([
      'paid',
      'paid',
      'paid',
      undefined,
    ]);
    expect(servedBy([completed(calling('1234567'))], asked(calling('7654321')))).toBe('paid');
  });

  it('is compared whatever a person has written into a document', () => {
    expect(servedBy([{ ...completed(), payload: '{' }])).toBe('paid');
    expect(servedBy([{ ...completed(), requestId: id('a'), payload: 'null' }])).toBe('a');
  });
});
