import { describe, expect, it } from 'vitest';
import { RESULT_COLUMNS, type Recalled, resultRow } from '../../../../cli/enrich/results.ts';
import { done, skipped } from './enriched.ts';

const cellsOf = (enriched: Recalled) => {
  const row = resultRow(enriched, []);
  return Object.fromEntries(RESULT_COLUMNS.map((column, i) => [column, row[i]]));
};

describe('a row of results that another job has paid for', () => {
  it('says which row before it is about the same person', () => {
    const duplicateOf = { requestId: '7_enrichMobile_1', name: '7' };
    expect(cellsOf(done({}, { duplicateOf }))).toMatchObject({ status: 'completed', duplicateOf: '7' });
    expect(cellsOf(skipped({ duplicateOf }))).toMatchObject({ status: 'skipped', duplicateOf: '7' });
    expect(cellsOf(done({}))).toMatchObject({ duplicateOf: '' });
  });

  it('has what was found then, where an answer is reused', () => {
    const number = { phoneNumber: { e164Format: '+13035550142' }, phoneType: 'mobile' };
    const eventCodes = { appendMobile: 'appended' };
    const reused = { status: 'reused', reusedFrom: 'paid', job: { payload: { phoneNumbers: [number] } } };
    expect(cellsOf(done({ ...reused, eventCodes }))).toMatchObject({
      status: 'reused',
      appendMobile: 'appended',
      mobile: '+13035550142',
    });
  });
});
