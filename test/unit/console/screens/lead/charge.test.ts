import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../../client/index.ts';
import { chargeOf } from '../../../../../console/screens/lead/charge.ts';

const job = (fields: Partial<Job>) =>
  ({ status: 'completed', history: [], version: null, reusedFrom: null, ...fields }) as Job;

describe('the charge of a lead', () => {
  it('is of the day of its end in UTC, as Modigie tells it', () => {
    const history = [{ status: 'completed', at: '2026-03-31T23:59:59.900000Z' }];
    expect(chargeOf(job({ history, version: '2026-04-01T00:00:00.100000Z' }))).toBe(
      'Charged on 2026-03-31 (UTC).',
    );
  });

  it('is of the day of its version where nothing else is kept, and without one at the last', () => {
    expect(chargeOf(job({ version: '2026-04-01T00:00:00.100000Z' }))).toBe('Charged on 2026-04-01 (UTC).');
    expect(chargeOf(job({}))).toBe('Charged.');
  });

  it.each([
    ['reused', 'Not charged: the answer to lead-0 served it.'],
    ['unanswered', 'Perhaps charged: Modigie never said how it ended.'],
    ['processing', 'Charged if it completes.'],
    ['polishing', 'Charged if it completes.'],
    ['failed', 'Not charged.'],
    ['erased', 'Not charged.'],
  ])('of one that is %s: %s', (status, said) => {
    expect(chargeOf(job({ status, reusedFrom: 'lead-0' }))).toBe(said);
  });
});
