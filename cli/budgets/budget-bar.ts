/** The use of a budget as a bar: what is charged, what may be, and what is left. */
import type { Budget } from '../../client/index.ts';

const WIDTH = 20;
const CHARGED = '█';
const RESERVED = '▒';
const LEFT = '·';

/** @returns 20 characters. It is full where nothing is left, and not before */
export function budgetBar({ used, charged, limit }: Pick<Budget, 'used' | 'charged' | 'limit'>): string {
  const taken = used >= limit ? WIDTH : lengthOf(used, limit);
  const paid = Math.min(taken, charged >= limit ? WIDTH : lengthOf(charged, limit));
  return CHARGED.repeat(paid) + RESERVED.repeat(taken - paid) + LEFT.repeat(WIDTH - taken);
}

/** Of a share of less than all: the least that there is is seen, and so is the last that is left. */
function lengthOf(count: number, limit: number): number {
  if (count <= 0) return 0;
  return Math.min(WIDTH - 1, Math.max(1, Math.round((count / limit) * WIDTH)));
}
