import { expect, it } from 'vitest';
import { notBegun } from '../../../../cli/output/not-begun.ts';

const AS_OF = '2026-03-31T23:59:59.999Z';

it.each(['2026-04', '2027-01', '2026-04-01'])('%s has not begun', (period) => {
  expect(notBegun(period, AS_OF)).toBe(
    `${period} has not begun (UTC), so that nothing of it is counted: is it the period that is meant?`,
  );
});

it.each(['2026-03', '2026-03-31', '2025-12', '2026-02-28'])('%s has begun', (period) => {
  expect(notBegun(period, AS_OF)).toBeUndefined();
});
