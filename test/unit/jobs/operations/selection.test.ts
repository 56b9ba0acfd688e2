import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { matches } from '../../../../shared/jobs/job-filter.ts';
import { filterAsOf, SELECTION_SCHEMAS } from '../../../../shared/jobs/operations/selection.ts';
import { id, publishedRecord, START } from '../../../fixtures.ts';

describe('a filter as of an instant', () => {
  const changedAt = (ms: number) => ({ ...publishedRecord(), updatedAt: later(START, ms) });

  it('means no job that has changed from then on', () => {
    const filter = filterAsOf({ status: ['published'] }, later(START, 10));
    expect([9, 10, 11].map((ms) => matches(filter, changedAt(ms)))).toEqual([true, false, false]);
  });

  it('keeps an end that is earlier', () => {
    expect(filterAsOf({ until: START }, later(START, 10))).toEqual({ until: START });
    expect(filterAsOf({ until: later(START, 20) }, later(START, 10))).toEqual({ until: later(START, 10) });
  });
});

describe('a stored selection', () => {
  it.each([
    { by: 'filter', filter: {} },
    {
      by: 'filter',
      filter: { status: ['a'], jobType: ['b'], tag: 'c=d', reason: ['e'], cause: ['f'], since: 1, until: 2 },
    },
    { by: 'ids', requestIds: [id('lead-1')] },
  ])('is read as it was written: %j', (selection) => {
    expect(SELECTION_SCHEMAS.retry.parse(JSON.parse(JSON.stringify(selection)))).toEqual(selection);
  });

  it.each([
    { by: 'letters', filter: {} },
    { by: 'letters', filter: { reason: 'a', source: 'b', since: 1, until: 2 } },
  ])('of dead letters is read as it was written: %j', (selection) => {
    expect(SELECTION_SCHEMAS.redrive.parse(JSON.parse(JSON.stringify(selection)))).toEqual(selection);
    expect(SELECTION_SCHEMAS.retry.safeParse(selection).success).toBe(false);
  });

  it.each([
    { by: 'whim' },
    { by: 'filter' },
    { by: 'ids', requestIds: [1] },
    null,
  ])('of no known form: %j', (none) => {
    expect(SELECTION_SCHEMAS.retry.safeParse(none).success).toBe(false);
  });
});
