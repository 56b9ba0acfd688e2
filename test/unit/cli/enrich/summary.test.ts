import { describe, expect, it } from 'vitest';
import { Summary } from '../../../../cli/enrich/summary.ts';
import { done, skipped } from './enriched.ts';

describe('the summary of a list', () => {
  it('counts leads by status and events, retries and charged jobs', () => {
    const summary = new Summary();
    summary.add(done({ eventCodes: { appendMobile: 'appended', verifyEmployment: 'changed' } }));
    summary.add(done({ attempt: 3, eventCodes: { appendMobile: 'unable_to_append' } }));
    summary.add(done({ status: 'failed', attempt: 2 }));
    summary.add(skipped({ reason: 'id is blank' }, 4));
    expect(summary.leads).toBe(4);
    expect(summary.text(2000)).toBe(
      [
        '4 leads in 2.0 s (2 leads/s)',
        'By status:',
        '  completed                                2',
        '  failed                                   1',
        '  skipped                                  1',
        'By event:',
        '  appendMobile appended                    1',
        '  appendMobile unable_to_append            1',
        '  verifyEmployment changed                 1',
        'Retries: 3   Charged jobs: 2',
        'Skipped rows: 1',
        '  line 4: id is blank',
      ].join('\n'),
    );
  });

  it('says how many leads the gateway had before', () => {
    const summary = new Summary();
    summary.add(done({}, { known: true }));
    summary.add(done({}));
    expect(summary.text(1000)).toMatch(/Charged jobs: 2 {3}Requested before, not again: 1$/);
  });

  it('of nothing is one line and no charge', () => {
    expect(new Summary().text(0)).toBe('0 leads in 0.0 s (0 leads/s)\nRetries: 0   Charged jobs: 0');
  });

  it('shows the first twenty skipped rows, and how many more there are', () => {
    const summary = new Summary();
    for (let line = 2; line < 27; line += 1) summary.add(skipped({ reason: 'id is blank' }, line));
    const lines = summary.text(1000).split('\n');
    expect(lines.filter((line) => line.endsWith(': id is blank'))).toHaveLength(20);
    expect(lines).toContain('Skipped rows: 25');
    expect(lines.at(-2)).toBe('  line 21: id is blank');
    expect(lines.at(-1)).toBe('  … and 5 more, each with its reason in the results');
  });
});
