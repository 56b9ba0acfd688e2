import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptOf, linesOf, RESULT_COLUMNS, type Recalled, resultRow } from '../../../../cli/enrich/results.ts';
import { INPUT_COLUMNS } from '../../../../cli/lists/input-columns.ts';
import { done, open, skipped } from './enriched.ts';

/** @returns the filled cells of a lead's row, by result column */
const cellsOf = (enriched: Recalled) => {
  const row = resultRow(enriched, []);
  return Object.fromEntries(
    RESULT_COLUMNS.map((column, i) => [column, row[i]]).filter(([, cell]) => cell !== ''),
  );
};
const foundOf = (eventCodes: Record<string, string>, payload: object, status = 'completed') => {
  const {
    requestId: _id,
    attempts: _attempts,
    status: _status,
    ...found
  } = cellsOf(done({ status, eventCodes, job: { payload } }));
  return found;
};
const MOBILE = {
  phoneNumber: { userFormat: '+1 303-555-0142', e164Format: '+13035550142' },
  phoneType: 'mobile',
};
const ours = { source: { objectSystem: 'csv', objectId: '7', propertyName: 'phone' } };

describe('a row of results', () => {
  it('has the columns that are carried through, and then the result columns', () => {
    const enriched = done({ attempt: 2 });
    expect(RESULT_COLUMNS).toEqual([
      'requestId',
      'status',
      'attempts',
      'appendMobile',
      'appendLinkedIn',
      'verifyEmployment',
      'verifyMobile',
      'mobile',
      'linkedInUrlFound',
      'verifiedCompany',
      'verifiedPosition',
      'employmentEnd',
      'duplicateOf',
      'reason',
    ]);
    expect(resultRow(enriched, [0, 1])).toEqual([
      ...['7', 'Ann'],
      ...['7_enrichMobile_1', 'completed', '2'],
      ...Array.from({ length: 11 }, () => ''),
    ]);
  });

  it('has the cells of the places that are carried through, a cell that is not there being blank', () => {
    for (const [carried, cells] of [
      [
        [0, 1, 2],
        ['7', 'Ann', ''],
      ],
      [[1], ['Ann']],
      [
        [1, 0],
        ['Ann', '7'],
      ],
    ] as const)
      expect(resultRow(skipped({}), carried).slice(0, carried.length + 2)).toEqual([...cells, '', 'skipped']);
  });

  it('is described in the README, column by column', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'README.md'), 'utf8');
    const columnsOf = (header: string) => {
      const [table = ''] = readme.split(`| ${header} | |\n`)[1]?.split('\n\n') ?? [];
      const rows = table.split('\n').map((row) => row.split('|')[1] ?? '');
      return rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    };
    expect(columnsOf('output column')).toEqual(RESULT_COLUMNS);
    expect(columnsOf('input column').toSorted()).toEqual(INPUT_COLUMNS.toSorted());
  });

  it('tells of a lead that was skipped its line and the reason', () => {
    expect(cellsOf(skipped({ requestId: '7_enrichMobile_1', reason: 'company is required' }, 5))).toEqual({
      requestId: '7_enrichMobile_1',
      status: 'skipped',
      reason: 'line 5: company is required',
    });
  });

  it('tells of a lead of which the gateway did not say its line and what to do', () => {
    expect(cellsOf(open({ requestId: '7_enrichMobile_1', reason: 'give the command again' }, 5))).toEqual({
      requestId: '7_enrichMobile_1',
      status: 'open',
      reason: 'line 5: give the command again',
    });
  });

  it('says of a row on which lines it stands', () => {
    const row = { line: 5, lastLine: 7, bytes: 0, cells: [] };
    expect(linesOf(row)).toBe('lines 5–7');
    expect(linesOf({ ...row, lastLine: 5 })).toBe('line 5');
  });

  it('shows the code of each task in the column of its name, published or not', () => {
    const eventCodes = {
      appendMobile: 'unable_to_append',
      appendLinkedIn: 'unable_to_append',
      verifyEmployment: 'verified_elsewhere',
      verifyMobile: 'something_new',
      anotherTask: 'appended',
    };
    const { anotherTask: _unknown, ...shown } = eventCodes;
    expect(foundOf(eventCodes, {})).toEqual(shown);
  });
});

describe('what was found for a lead', () => {
  it('is the mobile number that was appended, which has no source, and not one that was sent', () => {
    const appended = { ...MOBILE, phoneNumber: { ...MOBILE.phoneNumber, e164Format: '+13035550199' } };
    for (const source of [{ source: null }, {}])
      expect(
        foundOf(
          { appendMobile: 'appended' },
          {
            phoneNumbers: [
              { ...MOBILE, ...ours },
              { ...appended, ...source },
            ],
          },
        ),
      ).toEqual({ appendMobile: 'appended', mobile: '+13035550199' });
    expect(foundOf({ appendMobile: 'appended' }, { phoneNumbers: [{ ...MOBILE, ...ours }] })).toEqual({
      appendMobile: 'appended',
    });
    expect(foundOf({ appendMobile: 'unable_to_append' }, { phoneNumbers: [MOBILE] })).toEqual({
      appendMobile: 'unable_to_append',
    });
  });

  it('is the mobile number that was sent, when it was verified as good', () => {
    const phoneNumbers = [
      { ...MOBILE, phoneType: 'landline' },
      { ...MOBILE, ...ours, phoneType: 'MOBILE' },
    ];
    expect(foundOf({ verifyMobile: 'good_mobile' }, { phoneNumbers })).toEqual({
      verifyMobile: 'good_mobile',
      mobile: '+13035550142',
    });
    for (const code of ['no_good_mobile', 'unable_to_verify'])
      expect(foundOf({ verifyMobile: code }, { phoneNumbers })).toEqual({ verifyMobile: code });
  });

  it('is a number as it was written, when no international format of it is known', () => {
    const phoneNumbers = [{ ...MOBILE, phoneNumber: { userFormat: '303-555-0142', e164Format: null } }];
    expect(foundOf({ verifyMobile: 'good_mobile' }, { phoneNumbers })).toMatchObject({
      mobile: '303-555-0142',
    });
  });

  it('is the LinkedIn URL, given or found, unless there is none', () => {
    const url = { userFormat: 'linkedin.com/in/ann', normalFormat: 'https://www.linkedin.com/in/ann' };
    const urls = [{ url: { userFormat: 'acme.example' } }, { url, rels: ['linkedInUser'] }];
    for (const code of ['from_input', 'appended', 'replaced'])
      expect(foundOf({ appendLinkedIn: code }, { urls })).toEqual({
        appendLinkedIn: code,
        linkedInUrlFound: 'https://www.linkedin.com/in/ann',
      });
    expect(foundOf({ appendLinkedIn: 'unable_to_append' }, { urls })).toEqual({
      appendLinkedIn: 'unable_to_append',
    });
    expect(
      foundOf(
        { appendLinkedIn: 'appended' },
        { urls: [{ url: { userFormat: 'x' }, rels: ['linkedInUser'] }] },
      ),
    ).toMatchObject({ linkedInUrlFound: 'x' });
  });

  it('is the employment as verified, and when it ended', () => {
    const employment = {
      company: { title: 'Acme', verification: { title: 'Tern Logistics' } },
      position: { title: 'Buyer', verification: { title: 'Senior Buyer' } },
      employmentEnd: { iso8601Format: '2025-09' },
    };
    expect(foundOf({ verifyEmployment: 'changed' }, { employment })).toEqual({
      verifyEmployment: 'changed',
      verifiedCompany: 'Tern Logistics',
      verifiedPosition: 'Senior Buyer',
      employmentEnd: '2025-09',
    });
    const blank = { company: { title: 'Acme', verification: null }, position: null, employmentEnd: null };
    const eventCodes = { verifyEmployment: 'unable_to_verify' };
    for (const unsure of [employment, blank])
      expect(foundOf(eventCodes, { employment: unsure })).toEqual(eventCodes);
  });

  it('is nothing unless its job is completed, nor when its payload is of another shape', () => {
    const eventCodes = { appendMobile: 'appended', appendLinkedIn: 'appended' };
    expect(foundOf(eventCodes, { phoneNumbers: [MOBILE] }, 'failed')).toEqual(eventCodes);
    for (const payload of [{}, { phoneNumbers: 'x', urls: [7, null], employment: [] }])
      expect(foundOf(eventCodes, payload)).toEqual(eventCodes);
    expect(cellsOf(done({ eventCodes, job: null }))).not.toHaveProperty('mobile');
  });
});

describe('a row that was purged', () => {
  it('has what was found and the reason of earlier results, and the ending as the gateway has it', () => {
    const earlier = {
      status: 'failed',
      attempts: '9',
      mobile: '+1 303',
      reason: 'as before',
      appendMobile: 'x',
    };
    const job = { eventCodes: { appendMobile: 'appended' }, purgedAt: '2026-03-01T08:30:00Z' };
    expect(cellsOf({ ...done(job), kept: keptOf(earlier) })).toEqual({
      requestId: '7_enrichMobile_1',
      status: 'completed',
      attempts: '1',
      appendMobile: 'appended',
      mobile: '+1 303',
      reason: 'as before',
    });
    expect(cellsOf({ ...done(job), kept: keptOf({}) })).not.toHaveProperty('reason');
  });
});

describe('the reason of a lead that is not completed', () => {
  const reasonOf = (job: Parameters<typeof done>[0]) => cellsOf(done(job))['reason'];

  it.each([
    [
      'a failed job',
      { status: 'failed', reasonType: 'JobFailReason', job: { reason: { body: 'The job failed.' } } },
      'JobFailReason: The job failed.',
    ],
    [
      'a job that says no more than its type',
      { status: 'canceled', reasonType: 'JobExpireReason' },
      'JobExpireReason',
    ],
    [
      'a job that names no type',
      { status: 'failed', job: { reason: { body: 'The job failed.' } } },
      'The job failed.',
    ],
    [
      'a discarded request',
      { status: 'discarded', discardReasonType: 'DuplicateJobIdError' },
      'DuplicateJobIdError',
    ],
    ['a job that was never answered', { status: 'unanswered' }, 'Modigie never answered'],
    [
      'a job whose details were purged',
      { status: 'failed', reasonType: 'JobFailReason', purgedAt: '2026-03-01T08:30:00Z' },
      'JobFailReason; the details were purged on 2026-03-01; it cannot be retried any more, only requested ' +
        'anew under a new id, such as 7-2',
    ],
    [
      'a job that was never answered, and purged',
      { status: 'unanswered', purgedAt: '2026-03-01T08:30:00Z' },
      'Modigie never answered; the details were purged on 2026-03-01; it cannot be retried any more, only ' +
        'requested anew under a new id, such as 7-2',
    ],
    [
      'a job that must be corrected, and was purged',
      { status: 'rejected', reasonType: 'JobRejectReason', purgedAt: '2026-03-01T08:30:00Z' },
      'JobRejectReason; the details were purged on 2026-03-01',
    ],
    [
      'a completed job that was purged',
      { purgedAt: '2026-03-01T08:30:00Z' },
      'the details were purged on 2026-03-01',
    ],
    [
      'a job that was erased',
      { status: 'failed', erased: true, purgedAt: '2026-03-01T08:30:00Z' },
      'the data of this person was erased on request',
    ],
    [
      'a job that was over budget, and erased',
      { status: 'over-budget', erased: true },
      'no budget had room for it; the data of this person was erased on request',
    ],
    [
      'a request that Pub/Sub took no more',
      { status: 'refused', publishFailure: 'refused' },
      'Pub/Sub took no such request (refused)',
    ],
    ['a completed job', {}, undefined],
  ])('is told of %s', (_name, job, reason) => {
    expect(reasonOf(job)).toBe(reason);
  });

  it('in a list without IDs is told with what gives it one', () => {
    const purged = { status: 'canceled', purgedAt: '2026-03-01T08:30:00Z' };
    const { reason } = cellsOf(done(purged, { id: undefined }));
    expect(reason).toMatch(/requested anew in a list with a column id$/);
  });
});
