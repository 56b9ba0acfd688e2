import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { currentTrace, withTrace } from '../../../shared/telemetry/current-trace.ts';

const of = (digit: string) => ({ traceId: digit.repeat(32), spanId: digit.repeat(16), sampled: false });

describe('the current trace', () => {
  it('is that of the work, however late, and not of other work at the same time', async () => {
    const late = async () => {
      await setImmediate();
      return currentTrace()?.traceId[0];
    };
    const all = await Promise.all([
      withTrace(of('a'), late),
      withTrace(undefined, late),
      withTrace(of('b'), late),
      late(),
    ]);
    expect(all).toEqual(['a', undefined, 'b', undefined]);
  });
});
