import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetBar } from '../../../../cli/budgets/budget-bar.ts';

describe('the bar of a budget', () => {
  it.each([
    [0, 0, 100, '····················'],
    [100, 0, 100, '▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒'],
    [100, 100, 100, '████████████████████'],
    [50, 25, 100, '█████▒▒▒▒▒··········'],
    [1, 1, 100_000, '█···················'],
    [99_999, 1, 100_000, '█▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒·'],
    [150, 120, 100, '████████████████████'],
    [150, 99, 100, '███████████████████▒'],
    [0, 0, 0, '████████████████████'],
  ])('of %d used, %d of them charged, of %d', (used, charged, limit, bar) => {
    expect(budgetBar({ used, charged, limit })).toBe(bar);
  });

  it('always has 20 characters, and is full where nothing is left alone', () => {
    const counts = fc.tuple(fc.nat(), fc.nat(), fc.nat());
    fc.assert(
      fc.property(counts, ([paid, used, limit]) => {
        const bar = budgetBar({ used, charged: Math.min(paid, used), limit });
        expect(bar).toMatch(/^█*▒*·*$/);
        expect(bar).toHaveLength(20);
        expect(bar.includes('·')).toBe(used < limit);
      }),
    );
  });
});
