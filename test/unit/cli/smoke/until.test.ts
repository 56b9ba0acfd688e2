import { describe, expect, it } from 'vitest';
import { until } from '../../../../cli/smoke/until.ts';
import { standInContext } from '../../../google/smoke-context.ts';

describe('waiting for something', () => {
  it('ends as soon as it is found, after looks that are further and further apart', async () => {
    const { context } = standInContext();
    const begun = context.clock.now();
    const looks: number[] = [];
    const found = await until(context, async () => {
      looks.push(context.clock.now() - begun);
      return looks.length === 7 ? 'found' : undefined;
    });
    expect(found).toBe('found');
    expect(looks).toEqual([0, 1_000, 3_000, 7_000, 15_000, 23_000, 31_000]);
  });

  it('looks a last time when the time is up', async () => {
    const { context } = standInContext({ timeoutMs: 2_500 });
    const begun = context.clock.now();
    const looks: number[] = [];
    await until(context, async () => void looks.push(context.clock.now() - begun));
    expect(looks).toEqual([0, 1_000, 2_500]);
  });

  it('ends with an interruption', async () => {
    const { context } = standInContext({ signal: AbortSignal.abort() });
    const looks: number[] = [];
    await until(context, async () => void looks.push(context.clock.now()));
    expect(looks).toHaveLength(1);
  });
});
