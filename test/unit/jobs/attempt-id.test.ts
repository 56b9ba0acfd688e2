import { describe, expect, it } from 'vitest';
import { attemptId } from '../../../shared/jobs/attempt-id.ts';
import { id } from '../../fixtures.ts';

describe("an attempt's request ID", () => {
  it.each([
    ['lead-1', 2, 'lead-1~2'],
    ['lead-1', 10, 'lead-1~10'],
    ['x'.repeat(126), 2, `${'x'.repeat(126)}~2`],
  ])('is root and attempt while they fit into 128 characters', (root, attempt, expected) => {
    expect(attemptId(id(root), attempt)).toBe(expected);
  });

  it('is a root too long cut, marked with its hash, and the attempt', () => {
    expect(attemptId(id('x'.repeat(127)), 2)).toMatch(/^x{109}\.[0-9a-f]{16}~2$/);
    expect(attemptId(id('x'.repeat(127)), 2)).toHaveLength(128);
  });

  it('differs between roots and attempts, however long the roots are', () => {
    const roots = [id('x'.repeat(127)), id(`${'x'.repeat(126)}y`), id('x'.repeat(128))];
    const ids = roots.flatMap((root) => [attemptId(root, 2), attemptId(root, 3)]);
    expect(new Set(ids).size).toBe(6);
    expect(Math.max(...ids.map((text) => text.length))).toBeLessThanOrEqual(128);
  });
});
