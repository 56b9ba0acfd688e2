import { describe, expect, it } from 'vitest';
import {
  ExpireAfterSchema,
  PrioritySchema,
  SubmissionSchema,
  toRequestMessage,
} from '../../../shared/protocol/job-request.ts';
import type { RequestId } from '../../../shared/protocol/request-id.ts';

const REQUEST = {
  requestId: 'a' as RequestId,
  payload: '{"person":{"firstName":"Ann"}}',
  priority: null,
  expireAfter: null,
};
const problemsOf = (
  schema: typeof ExpireAfterSchema | typeof PrioritySchema | typeof SubmissionSchema,
  value: unknown,
) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('a request message', () => {
  it('carries the payload as it was given, and the ID as an attribute', () => {
    const { data, attributes } = toRequestMessage(REQUEST, { in: 'nowhere' });
    expect(String(data)).toBe('{"payload":{"person":{"firstName":"Ann"}}}');
    expect(attributes).toEqual({ modigieJobRequestId: 'a' });
  });

  it('carries an expiry as an attribute', () => {
    expect(toRequestMessage({ ...REQUEST, expireAfter: 'P3D' }, { in: 'nowhere' }).attributes).toEqual({
      modigieJobRequestId: 'a',
      modigieJobExpireAfter: 'P3D',
    });
  });

  it.each([
    [{ in: 'body' } as const, '{"payload":{"person":{"firstName":"Ann"}},"priority":60}', {}],
    [
      { in: 'attribute', name: 'jobPriority' } as const,
      '{"payload":{"person":{"firstName":"Ann"}}}',
      { jobPriority: '60' },
    ],
    [{ in: 'nowhere' } as const, '{"payload":{"person":{"firstName":"Ann"}}}', {}],
  ])('carries a priority in %o', (carrier, body, more) => {
    const { data, attributes } = toRequestMessage({ ...REQUEST, priority: 60 }, carrier);
    expect(String(data)).toBe(body);
    expect(attributes).toEqual({ modigieJobRequestId: 'a', ...more });
  });

  it.each([
    { in: 'body' } as const,
    { in: 'attribute', name: 'jobPriority' } as const,
  ])('says nothing of a priority that was not given, in %o', (carrier) => {
    const { data, attributes } = toRequestMessage(REQUEST, carrier);
    expect(String(data)).toBe('{"payload":{"person":{"firstName":"Ann"}}}');
    expect(attributes).toEqual({ modigieJobRequestId: 'a' });
  });
});

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

  it.each([
    [-1, 'must be from 0 to 100'],
    [101, 'must be from 0 to 100'],
    [1.5, 'must be a whole number'],
  ])('may not be %d', (priority, why) => {
    expect(problemsOf(PrioritySchema, priority)).toEqual([why]);
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
