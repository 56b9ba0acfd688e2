import { describe, expect, it } from 'vitest';
import { seldomTold } from '../../../../local/standalone/seldom-told.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import type { LogEventName, LogFields } from '../../../../shared/telemetry/log-events.ts';
import { MINUTE, START } from '../../../fixtures.ts';

function telling() {
  const told: [LogEventName, LogFields | undefined][] = [];
  const time = { now: START };
  const telemetry = seldomTold(
    { emit: (...entry) => void told.push(entry as never) },
    { now: () => time.now },
  );
  return { told, time, telemetry };
}

describe('a ledger that fails', () => {
  it('is told of a few times in a minute, for each reason, and then how often it was not', () => {
    const { told, time, telemetry } = telling();
    for (let i = 0; i < 1000; i += 1) telemetry.emit('store.unavailable', { reason: 'pull' });
    telemetry.emit('store.unavailable', { reason: 'sweep' });
    expect(told).toHaveLength(6);
    time.now = later(START, MINUTE);
    for (let i = 0; i < 1000; i += 1) telemetry.emit('store.unavailable', { reason: 'pull' });
    expect(told).toHaveLength(11);
    expect(told[6]).toEqual(['store.unavailable', { reason: 'pull', counts: { untold: 995 } }]);
  });

  it('is told of anew when the clock was put back', () => {
    const { told, time, telemetry } = telling();
    for (let i = 0; i < 10; i += 1) telemetry.emit('store.misconfigured', { reason: 'damaged' });
    time.now = later(START, -MINUTE);
    telemetry.emit('store.misconfigured', { reason: 'damaged' });
    expect(told).toHaveLength(6);
  });

  it('leaves out nothing else', () => {
    const { told, telemetry } = telling();
    for (let i = 0; i < 100; i += 1) telemetry.emit('job.publish-failed', { requestId: `${i}` });
    expect(told).toHaveLength(100);
  });
});
