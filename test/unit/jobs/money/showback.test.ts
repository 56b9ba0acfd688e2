import { describe, expect, it } from 'vitest';
import { allDimensions, dimensionsOf, NO_SHOWBACK } from '../../../../shared/jobs/money/showback.ts';

const SHOWBACK = new Map([
  ['team', new Set(['emea', 'apac'])],
  ['cost=center', new Set(['4711'])],
]);

describe('the dimensions of a job', () => {
  it('are its showback tags', () => {
    expect(dimensionsOf(SHOWBACK, ['team=emea', 'campaign=spring'])).toEqual(['team=emea']);
    expect(dimensionsOf(NO_SHOWBACK, ['team=emea'])).toEqual([]);
  });

  it('have no value that is not configured: it counts as another one', () => {
    expect(dimensionsOf(SHOWBACK, ['team=ingrid@acme.example'])).toEqual(['team=other']);
  });

  it('are each there once', () => {
    expect(dimensionsOf(SHOWBACK, ['team=x', 'team=y', 'team=emea', 'team=emea'])).toEqual([
      'team=other',
      'team=emea',
    ]);
  });

  it('are all that there may be, with that of other values', () => {
    expect(allDimensions(new Map([['team', new Set(['emea'])]]))).toEqual(['team=emea', 'team=other']);
  });
});
