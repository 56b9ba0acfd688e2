import { describe, expect, it } from 'vitest';
import {
  letterFilter,
  narrowing,
  stateOf,
} from '../../../../../console/screens/dead-letters/letter-conditions.ts';

describe('the conditions of dead letters', () => {
  it('mean those that wait, where an address says nothing of their state', () => {
    expect(stateOf({})).toBe('waiting');
    expect(letterFilter({})).toEqual({ state: 'waiting' });
  });

  it('mean all of them where it says so', () => {
    expect(letterFilter({ state: 'all', source: 'intake-jobs' })).toEqual({ source: 'intake-jobs' });
  });

  it('are those of the API, and nothing else that an address may have', () => {
    expect(letterFilter({ state: 'dropped', reason: 'invalid', since: '24h', pageToken: 'x' })).toEqual({
      state: 'dropped',
      reason: 'invalid',
      since: '24h',
    });
  });

  it('select what is redriven without the state, since only those that wait are', () => {
    expect(narrowing({ state: 'dropped', reason: 'invalid' })).toEqual({ reason: 'invalid' });
    expect(narrowing({ state: 'waiting' })).toEqual({});
  });
});
