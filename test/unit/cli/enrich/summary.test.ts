import { describe, expect, it } from 'vitest';
import { Summary } from '../../../../cli/enrich/summary.ts';
import { done, open, skipped } from './enriched.ts';

/** The run begins an hour before the jobs of the fixtures are requested. */
const STARTED_AT = Date.parse('2026-02-28T23:00:00Z');
const AFTERWARDS = Date.parse('2026-03-01T12:00:00Z');

const completedAt = (at: string) => ({ status: 'completed', at, by: 'response' }) as const;
const COMPLETED = { history: [completedAt('2026-03-01T00:01:00Z')] };

const chargedIn = (summary: Summary) => summary.json(0).charged;

describe('the summary of a list', () => {
  it('counts leads by status and events, retries and charges', () => {
    const summary = new Summary(STARTED_AT);
    summary.add(done({ eventCodes: { appendMobile: 'appended', verifyEmployment: 'changed' } }));
    const retried = { requestId: '8_enrichMobile_1' };
    summary.add(done({ attempt: 3, eventCodes: { appendMobile: 'unable_to_append' } }, retried));
    summary.add(done({ status: 'failed', attempt: 2 }, { requestId: '9_enrichMobile_1' }));
    summary.add(skipped({ reason: 'id is blank', id: undefined }, 4));
    summary.add(skipped({ reason: 'firstName is required', id: 'L7' }, 5));
    summary.add(open({ reason: 'give the same command again' }, 6));
    expect([summary.leads, summary.skipped, summary.open]).toEqual([6, 2, 1]);
    expect(summary.text(2000)).toBe(
      [
        '6 leads in 2.0 s (3 leads/s)',
        'By status:',
        '  completed                                2',
        '  failed                                   1',
        '  open                                     1',
        '  skipped                                  2',
        'By event:',
        '  appendMobile appended                    1',
        '  appendMobile unable_to_append            1',
        '  verifyEmployment changed                 1',
        'Retries: 3   Charged now: 2',
        'Rows that were not sent: 2',
        'Rows of which the gateway did not say: 1',
        '  line 4: id is blank',
        '  line 5 (L7): firstName is required',
        '  line 6 (7): give the same command again',
      ].join('\n'),
    );
  });

  it('counts rows that were merged, and no charge for them, nor for an answer that is reused', () => {
    const summary = new Summary(STARTED_AT);
    const duplicateOf = { requestId: '7_enrichMobile_1', name: '7' };
    summary.add(done(COMPLETED));
    summary.add(done(COMPLETED, { duplicateOf }));
    summary.add(done({ status: 'reused', reusedFrom: 'paid' }, { requestId: '8_enrichMobile_1' }));
    expect(summary.json(0)).toMatchObject({
      byStatus: { completed: 2, reused: 1 },
      duplicates: 1,
      charged: { now: 1, before: 0 },
    });
    expect(summary.text(0)).toContain(
      'Rows about a person of a row before them: 1, not sent, with its result',
    );
  });

  it('is the same for programs', () => {
    const summary = new Summary(STARTED_AT);
    summary.add(done({ attempt: 2, eventCodes: { appendMobile: 'appended' } }));
    summary.add(skipped({}));
    expect(summary.json(1234)).toEqual({
      leads: 2,
      byStatus: { completed: 1, skipped: 1 },
      byEvent: { 'appendMobile appended': 1 },
      retries: 1,
      duplicates: 0,
      charged: { now: 1, before: 0 },
      purged: { kept: 0, gone: 0, beyondRetry: 0 },
      seconds: 1.2,
    });
  });

  it('says what was taken away from cells before they were sent', () => {
    const summary = new Summary(STARTED_AT);
    summary.add(done({}, { tidied: ['quotes', 'invisible characters'] }));
    summary.add(skipped({ tidied: ['quotes'] }));
    expect(summary.text(1000)).toContain(
      [
        'Tidied before they were sent:',
        '  invisible characters                     1',
        '  quotes                                   2',
        '',
      ].join('\n'),
    );
  });

  it('of nothing is one line and no charge', () => {
    expect(new Summary(STARTED_AT).text(0)).toBe('0 leads in 0.0 s (0 leads/s)\nRetries: 0   Charged now: 0');
  });

  it('counts what the gateway has purged, by whether the results have it still, and what needs a new ID', () => {
    const summary = new Summary(AFTERWARDS);
    const purgedAt = '2026-03-01T08:30:00Z';
    summary.add({ ...done({ purgedAt }), kept: {} });
    summary.add(done({ purgedAt }));
    summary.add(done({ purgedAt, status: 'rejected' }));
    summary.add({ ...done({ purgedAt, status: 'failed' }), kept: {} });
    summary.add(done({ purgedAt, status: 'failed', erased: true }));
    summary.add(done({ status: 'failed' }));
    expect(summary.json(0).purged).toEqual({ kept: 2, gone: 3, beyondRetry: 1 });
    expect(summary.text(1000)).toMatch(
      new RegExp(
        '^Purged by the gateway: 5, of which 2 are as in the results before\\n' +
          'Purged without a result: 1; they cannot be retried any more, only requested anew, under a new id$',
        'm',
      ),
    );
  });

  it('shows the first twenty rows that were not sent, and how many more there are', () => {
    const summary = new Summary(STARTED_AT);
    for (let line = 2; line < 27; line += 1) summary.add(skipped({ reason: 'id is blank' }, line));
    const lines = summary.text(1000).split('\n');
    expect(lines.filter((line) => line.endsWith(': id is blank'))).toHaveLength(20);
    expect(lines).toContain('Rows that were not sent: 25');
    expect(lines.at(-2)).toBe('  line 21 (7): id is blank');
    expect(lines.at(-1)).toBe('  … and 5 more, each with its reason in the results');
  });
});

describe('the charges of a run', () => {
  it('are of jobs that completed in it, apart from those that had before', () => {
    const summary = new Summary(AFTERWARDS);
    summary.add(done(COMPLETED, { known: true, requestId: 'a' }));
    summary.add(done({ history: [completedAt('2026-03-01T12:30:00Z')] }, { requestId: 'b' }));
    expect(chargedIn(summary)).toEqual({ now: 1, before: 1 });
    expect(summary.text(1000)).toMatch(/Charged now: 1, before: 1$/);
  });

  it('are of a job that was requested earlier and has completed in this run', () => {
    const summary = new Summary(AFTERWARDS);
    summary.add(done({ history: [completedAt('2026-03-01T12:30:00Z')] }, { known: true }));
    expect(chargedIn(summary)).toEqual({ now: 1, before: 0 });
  });

  it('are of a lead that failed before and has completed as its next attempt', () => {
    const summary = new Summary(AFTERWARDS);
    const completed = completedAt('2026-03-01T12:30:00Z');
    summary.add(done({ attempt: 4, history: [completed] }, { known: true }));
    expect(chargedIn(summary)).toEqual({ now: 1, before: 0 });
  });

  it('are counted once for a lead that is in the list several times', () => {
    const summary = new Summary(STARTED_AT);
    summary.add(done(COMPLETED));
    summary.add(done(COMPLETED, { known: true }));
    summary.add(done(COMPLETED, { known: true }));
    expect(chargedIn(summary)).toEqual({ now: 1, before: 0 });
    expect(summary.json(0).byStatus).toEqual({ completed: 3 });
  });

  it('are counted once for a retried lead that is in the list several times, and so are its retries', () => {
    const summary = new Summary(STARTED_AT);
    summary.add(done({ ...COMPLETED, attempt: 3 }));
    summary.add(done({ ...COMPLETED, attempt: 3 }, { known: true }));
    expect(summary.json(0)).toMatchObject({ charged: { now: 1, before: 0 }, retries: 2 });
  });

  it('of an earlier run are counted once for a lead that is in the list several times', () => {
    const summary = new Summary(AFTERWARDS);
    summary.add(done(COMPLETED, { known: true }));
    summary.add(done(COMPLETED, { known: true }));
    expect(chargedIn(summary)).toEqual({ now: 0, before: 1 });
  });

  it('are none for a lead that did not complete', () => {
    const summary = new Summary(STARTED_AT);
    for (const status of ['failed', 'canceled', 'rejected', 'discarded', 'unanswered', 'refused'] as const)
      summary.add(done({ status }, { requestId: status }));
    summary.add(skipped({}));
    summary.add(open({}));
    expect(chargedIn(summary)).toEqual({ now: 0, before: 0 });
  });

  it('tells what became of the patches, where some are written', () => {
    const counts = {
      crm: 'hubspot',
      written: 3,
      nothingToSet: 0,
      tooLarge: 0,
      repeated: 1,
      noSuchId: 2,
    } as const;
    const summary = new Summary(STARTED_AT, { ...counts, detailsGone: 0, noResult: 0 });
    expect(summary.text(0)).toContain(
      'Patches for hubspot: 3. Rows without: the record of a row before: 1; no ID of a person there: 2',
    );
    expect(summary.json(0).patches).toMatchObject(counts);
    const none = { ...counts, repeated: 0, noSuchId: 0, detailsGone: 0, noResult: 0 };
    expect(new Summary(STARTED_AT, none).text(0)).toMatch(/^Patches for hubspot: 3$/m);
    expect(new Summary(STARTED_AT).json(0)).not.toHaveProperty('patches');
  });
});
