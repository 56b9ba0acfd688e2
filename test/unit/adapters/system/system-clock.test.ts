import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../shared/adapters/system/system-clock.ts';

describe("the machine's clock", () => {
  it('tells milliseconds since the Unix epoch', () => {
    const [before, now, after] = [Date.now(), systemClock.now(), Date.now()];
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(after);
  });

  it('waits as long as it is told, and gives nothing', async () => {
    const before = performance.now();
    expect(await systemClock.sleep(20)).toBeUndefined();
    expect(performance.now() - before).toBeGreaterThan(18);
  });
});
