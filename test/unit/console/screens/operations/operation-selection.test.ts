import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../../../client/operator.ts';
import { selectionOf } from '../../../../../console/screens/operations/operation-selection.ts';
import { OPERATION } from '../../../../../shared/api/operation-examples.ts';

const operation = (given: Partial<Operation>): Operation => ({
  ...OPERATION.running,
  filter: undefined,
  requestIds: undefined,
  ...given,
});

describe('the selection of an operation', () => {
  it('leads to the jobs that match its filter', () => {
    expect(selectionOf(operation({ kind: 'retry', filter: { status: 'failed', tag: 'team=emea' } }))).toEqual(
      {
        to: 'jobs',
        query: { status: 'failed', tag: 'team=emea' },
        says: 'status=failed tag=team=emea',
      },
    );
  });

  it('is all attempts where it has no condition', () => {
    expect(selectionOf(operation({ kind: 'replay', filter: {} }))).toEqual({
      to: 'jobs',
      query: {},
      says: 'all',
    });
  });

  it('leads to the dead letters that a redrive meant, in whatever state they are by now', () => {
    const filter = { reason: 'over-budget', until: '2026-03-01T09:00:00Z' };
    expect(selectionOf(operation({ kind: 'redrive', filter }))).toEqual({
      to: 'dead-letters',
      query: { ...filter, state: 'all' },
      says: 'reason=over-budget until=2026-03-01T09:00:00Z',
    });
    expect(selectionOf(operation({ kind: 'redrive' }))?.says).toBe('all');
  });

  it('leads to the banners of holds where it lets jobs go', () => {
    expect(selectionOf(operation({ kind: 'release', hold: 'enrichMobile' }))).toMatchObject({
      to: 'overview',
    });
  });

  it('is none of request IDs: each is a link of its own', () => {
    expect(selectionOf(operation({ kind: 'retry', requestIds: ['a'] }))).toBeUndefined();
  });
});
