import { describe, expect, it } from 'vitest';
import { ExpireAfterSchema, PrioritySchema, SubmissionSchema } from '../../../shared/api/submission.ts';

const problemsOf = (
  schema: typeof ExpireAfterSchema | typeof PrioritySchema | typeof SubmissionSchema,
  value: unknown,
) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('an expiry', () => {
  it.each([
    'P1D',
    'P30D',
    'PT24H',
    'PT36H',
    'P2DT12H30M5S',
    'PT1440M',
    'PT86400S',
    'P1DT5S',
    'P1DT5M',
    'PT720H',
    'PT24H30S',
  ])('may be %s', (text) => {
    expect(problemsOf(ExpireAfterSchema, text)).toEqual([]);
  });

  it.each(['PT23H59M59S', 'P30DT1S', 'PT86399S', 'P0D'])('may not be %s: it is out of bounds', (text) => {
    expect(problemsOf(ExpireAfterSchema, text)).toEqual(['must lie between 1 day and 30 days']);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    'PTD',
    'P1M',
    'P1Y',
    'P1W',
    '1D',
    'xP1D',
    'P1Dx',
    'P-1D',
    'P1.5D',
    'PTxH',
    'P3DTM',
    'p1d',
    'P1234567D',
    'PT1H2',
  ])('may not be %j: it has another form', (text) => {
    expect(problemsOf(ExpireAfterSchema, text)).toEqual([
      'must be an ISO 8601 duration in days, hours, minutes or seconds, such as P3D or PT36H',
    ]);
  });
});

describe('a priority', () => {
  it.each([0, 50, 100])('may be %d', (priority) => {
    expect(problemsOf(PrioritySchema, priority)).toEqual([]);
  });

  it.each([-1, 101, 1.5, '50'])('may not be %o', (priority) => {
    expect(problemsOf(PrioritySchema, priority)).toEqual(['must be a whole number from 0 to 100']);
  });
});

describe('a job type', () => {
  it.each([
    ['', 'must not be empty'],
    ['x'.repeat(101), 'must have at most 100 characters'],
  ])('may not be %j', (jobType, why) => {
    expect(problemsOf(SubmissionSchema, { jobType, payload: {} })).toEqual([why]);
  });

  it('may be any other name: the set is open', () => {
    for (const jobType of ['enrichMobile', 'x'.repeat(100)])
      expect(problemsOf(SubmissionSchema, { jobType, payload: {} })).toEqual([]);
  });
});
