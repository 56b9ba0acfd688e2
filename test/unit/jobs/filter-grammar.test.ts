import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AskedFilter, JobFilterSchema, resolveFilter } from '../../../shared/jobs/filter-grammar.ts';
import { instant, later } from '../../../shared/jobs/instant.ts';
import { DAY, MINUTE, START } from '../../fixtures.ts';

const read = (texts: Record<string, string>): AskedFilter => JobFilterSchema.parse(texts);
const refusal = (texts: Record<string, string>) =>
  JobFilterSchema.safeParse(texts).error?.issues.map(({ message }) => message);

describe('the grammar of filters', () => {
  it('has values between commas, of which one must hold', () => {
    expect(read({})).toEqual({});
    expect(read({ status: 'failed', jobType: 'a,b', reason: 'r', cause: 'failed/r,unanswered' })).toEqual({
      status: ['failed'],
      jobType: ['a', 'b'],
      reason: ['r'],
      cause: ['failed/r', 'unanswered'],
    });
  });

  it('leaves a tag whole: its value may have a comma', () => {
    expect(read({ tag: 'note=a,b=c' })).toEqual({ tag: 'note=a,b=c' });
  });

  it.each([',', 'a,', ',a', 'a,,b'])('refuses "%s" as a list', (status) => {
    expect(refusal({ status })?.[0]).toBe('has nothing before or behind a comma: write its values as a,b');
  });

  it('takes 20 values of a field, and no more', () => {
    const values = Array.from({ length: 21 }, (_, i) => `s${i}`);
    expect(read({ status: values.slice(1).join() }).status).toHaveLength(20);
    expect(refusal({ status: values.join() })).toEqual(['takes at most 20 values']);
  });

  it.each([
    ['30s', 30_000],
    ['30m', 30 * MINUTE],
    ['2h', 120 * MINUTE],
    ['3d', 3 * DAY],
    ['0m', 0],
    ['99999d', 99_999 * DAY],
  ])('reads %s as so long before the asking', (since, agoMs) => {
    expect(resolveFilter(read({ since, status: 'a' }), START)).toEqual({
      since: later(START, -agoMs),
      status: ['a'],
    });
  });

  it.each([
    ['2026-03-01T00:00:00Z', 0],
    ['2026-03-01T00:00:00.123456Z', 123],
    ['2026-03-01T01:00:00+01:00', 0],
    // As a query has it when nobody encoded the plus sign.
    ['2026-03-01T01:00:00 01:00', 0],
    ['2026-02-28T23:00:00-01:00', 0],
  ])('reads %s as an instant', (until, ms) => {
    expect(resolveFilter(read({ until }), later(START, DAY))).toEqual({ until: later(START, ms) });
  });

  it.each([
    'yesterday',
    '2026-03-01',
    '2026-03-01T00:00:00',
    '2026-02-30T00:00:00Z',
    '1740787200000',
    '2w',
    '-2h',
    '2 h',
    '2h30m',
    '1.5h',
    '100000d',
    '2H',
    '٣d',
    '',
  ])('refuses "%s" as a time, and says how to write one', (since) => {
    expect(refusal({ since })).toEqual([
      'must be an RFC 3339 time such as 2026-03-01T09:00:00Z, or a time before now such as 30m, 2h or 3d',
    ]);
  });

  it('knows no other fields', () => {
    expect(JobFilterSchema.safeParse({ state: 'failed' }).error?.issues[0]?.code).toBe('unrecognized_keys');
  });

  it('takes any text without a fault of its own', () => {
    const fields = fc.constantFrom(...Object.keys(JobFilterSchema.shape));
    fc.assert(
      fc.property(fc.dictionary(fields, fc.string({ unit: 'binary' })), (texts) => {
        const { data } = JobFilterSchema.safeParse(texts);
        if (data) resolveFilter(data, instant(0));
      }),
    );
  });
});
