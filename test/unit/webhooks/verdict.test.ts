import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../shared/webhooks/verdict.ts';

describe('an answer of a receiver', () => {
  it.each([
    [200, 'taken'],
    [204, 'taken'],
    [299, 'taken'],
    [410, 'gone'],
    [0, 'failed'],
    [199, 'failed'],
    [300, 'failed'],
    [301, 'failed'],
    [308, 'failed'],
    [400, 'failed'],
    [404, 'failed'],
    [409, 'failed'],
    [429, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
  ])('of status %i means %s', (status, verdict) => {
    expect(verdictOf({ status })).toBe(verdict);
  });

  it('that never came means failed', () => {
    expect(verdictOf({ error: 'TIMEOUT' })).toBe('failed');
  });
});
