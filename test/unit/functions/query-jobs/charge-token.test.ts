import { describe, expect, it } from 'vitest';
import { chargeToken, readChargeToken } from '../../../../functions/query-jobs/charge-token.ts';
import { tokenOfText } from '../../../../shared/http/place-token.ts';
import { ProblemError } from '../../../../shared/http/problem-response.ts';
import type { Day } from '../../../../shared/jobs/money/day.ts';
import { id } from '../../../fixtures.ts';

const PLACE = { day: '2026-03-01' as Day, external: false, after: id('lead-1~2') };

function refusal(token: string, period: string): string {
  try {
    readChargeToken(token, period);
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.status} ${error.message}`;
    throw error;
  }
  return 'taken';
}

describe('the token of a page of charges', () => {
  it.each([
    PLACE,
    { ...PLACE, external: true },
    { ...PLACE, after: undefined },
  ])('leads back to its place: %j', (place) => {
    const token = chargeToken(place, '2026-03');
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(readChargeToken(token, '2026-03')).toEqual(place);
  });

  it('is refused for another period', () => {
    expect(refusal(chargeToken(PLACE, '2026-03'), '2026-03-01')).toBe(
      '400 pageToken is of a list of 2026-03: give the same month or day, or begin without a token.',
    );
  });

  it.each([
    'lead-1',
    '{}',
    '["2026-03"]',
    '{"period":"2026-03","day":"2026-04-01","external":false}',
    '{"period":"2026-03","day":"2026-03-32","external":false}',
    '{"period":"2026-03","day":"2026-03-01","external":false,"id":"a/b"}',
    '{"period":"2026-03","day":"2026-03-01","external":1}',
  ])('is refused where no page gave it: %s', (text) => {
    expect(refusal(tokenOfText(text), '2026-03')).toBe(
      '400 pageToken must be the nextPageToken of the page before, unchanged.',
    );
  });
});
