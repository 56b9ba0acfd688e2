import { describe, expect, it } from 'vitest';
import { type ActOptions, meantBy } from '../../../../../cli/jobs/acts/act-options.ts';

describe('the jobs that an act is about', () => {
  it('are those with the IDs, each once', () => {
    expect(meantBy(['a', 'b', 'a'], { reason: 'why', yes: true })).toEqual({ requestIds: ['a', 'b'] });
  });

  it('are those that match: the reason of the person is no condition', () => {
    const options = { reason: 'OPS-311', reasonFilter: 'JobExpireReason', status: 'canceled', limit: 3 };
    expect(meantBy([], options)).toEqual({ filter: { reason: 'JobExpireReason', status: 'canceled' } });
  });

  it.each<[string, readonly string[], ActOptions]>([
    ['No jobs are named: give their request IDs, or a filter', [], { limit: 3, reason: 'why' }],
    ['both by request IDs and by a filter', ['a'], { status: 'failed' }],
    ['--limit is for many jobs by a filter', ['a'], { limit: 3 }],
    ['--rate is for many jobs by a filter', ['a'], { rate: 3 }],
    ['--detach is for many jobs by a filter', ['a'], { detach: true }],
  ])('are not understood: %s', (told, given, options) => {
    expect(() => meantBy(given, options)).toThrow(told);
  });
});
