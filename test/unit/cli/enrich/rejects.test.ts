import { describe, expect, it } from 'vitest';
import { isReject, rejectRow } from '../../../../cli/enrich/rejects.ts';
import { done, open, skipped } from './enriched.ts';

describe('a row to correct', () => {
  it.each([
    ['was not sent', skipped({ reason: 'id is blank' })],
    ['was rejected', done({ status: 'rejected' })],
    ['was discarded', done({ status: 'discarded' })],
    ['was refused by Pub/Sub', done({ status: 'refused' })],
  ])('is one that %s', (_name, enriched) => {
    expect(isReject(enriched)).toBe(true);
  });

  it.each([
    ['completed', done({})],
    ['failed, and may be retried as it is', done({ status: 'failed' })],
    ['was canceled', done({ status: 'canceled' })],
    ['was never answered', done({ status: 'unanswered' })],
    ['may have been taken', open({ reason: 'give the same command again' })],
  ])('is none that %s', (_name, enriched) => {
    expect(isReject(enriched)).toBe(false);
  });

  it("has the list's own cells, and then its lines with the reason", () => {
    const row = { line: 5, lastLine: 6, bytes: 0, cells: ['7', 'Ann', 'two\nlines'] };
    expect(rejectRow(skipped({ row, reason: 'company is required' }), [0, 2, 3])).toEqual([
      '7',
      'two\nlines',
      '',
      'lines 5–6: company is required',
    ]);
  });

  it('needs another id when Modigie took its request, and keeps it otherwise', () => {
    const taken = done({ status: 'discarded', discardReasonType: 'DuplicateJobIdError' });
    expect(rejectRow(taken, [])).toEqual([
      'line 2: DuplicateJobIdError (the corrected row needs a new id, such as 7-2)',
    ]);
    expect(rejectRow(skipped({ reason: 'tags must be name=value' }), [])).toEqual([
      'line 2: tags must be name=value',
    ]);
  });

  it('of a list without IDs needs none: corrected, it has another by itself', () => {
    const taken = done({ status: 'discarded', discardReasonType: 'X' }, { id: undefined });
    expect(rejectRow(taken, [])).toEqual(['line 2: X']);
  });
});
