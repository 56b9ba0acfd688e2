import { describe, expect, it } from 'vitest';
import { RESULT_COLUMNS, resultRow } from '../../../../cli/enrich/results.ts';
import { done } from './enriched.ts';

const cell = (column: 'mobile' | 'linkedInUrlFound', job: Parameters<typeof done>[0]) =>
  resultRow(done(job), [])[RESULT_COLUMNS.indexOf(column)];
const ours = { source: { objectSystem: 'csv', objectId: '7', propertyName: 'linkedInUrl' } };
const url = (userFormat: string) => ({ url: { userFormat }, rels: ['linkedInUser'], source: null });
const phone = (userFormat: string) => ({ phoneNumber: { userFormat }, phoneType: 'mobile', source: null });

describe('what was found for a lead', () => {
  it('is the URL that Modigie found, also where the one that was sent comes back before it', () => {
    const payload = {
      urls: [{ ...url('linkedin.com/in/sent-one'), ...ours }, url('linkedin.com/in/found-one')],
    };
    const eventCodes = { appendLinkedIn: 'replaced' };
    expect(cell('linkedInUrlFound', { eventCodes, job: { payload } })).toBe('linkedin.com/in/found-one');
  });

  it('by the answer to another request is the number behind those that its sender may have sent', () => {
    const job = { payload: { phoneNumbers: [phone('1'), phone('2')] } };
    const eventCodes = { appendMobile: 'appended' };
    const reused = { status: 'reused', reusedFrom: 'other', eventCodes, job };
    expect(cell('mobile', reused)).toBe('2');
    expect(cell('mobile', { eventCodes, job })).toBe('1');
  });
});
