import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../cli/output/user-error.ts';
import { watchLedger } from '../../../../cli/standalone/watch-ledger.ts';
import { storeFaultOf } from '../../../../shared/adapters/sqlite/sqlite-faults.ts';
import { PublishError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import type { LogEventName } from '../../../../shared/telemetry/log-events.ts';

const faultOf = (errcode: number) =>
  storeFaultOf(Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode }));

function watched() {
  const told: LogEventName[] = [];
  const watch = watchLedger({ emit: (event) => void told.push(event) }, '/data/ledger.sqlite');
  return { ...watch, told };
}

describe('a ledger that a run watches', () => {
  it.each([
    [
      'is full',
      13,
      /^The ledger \/data\/ledger\.sqlite cannot be written: its disk is full\. Make room there\.$/,
    ],
    ['fails', 778, /see whether its disk is well/],
    ['may be written no more', 8, /See that this user may write/],
    ['is damaged', 11, /is damaged\. Put a backup/],
  ])('is told once, and ends the run, when its disk %s', (_, code, message) => {
    const { telemetry, broken, told } = watched();
    for (const reason of ['submit', 'pull'])
      telemetry.emit('store.unavailable', { reason, error: faultOf(code) });
    expect(broken.reason).toBeInstanceOf(UserError);
    expect(broken.reason.message).toMatch(message);
    expect(told).toEqual([]);
  });

  it('ends no run for what passes, or is about something else', () => {
    const { telemetry, broken, told } = watched();
    telemetry.emit('store.unavailable', { error: faultOf(5) });
    telemetry.emit('store.unavailable', { error: new StoreUnavailableError() });
    telemetry.emit('job.publish-failed', {
      error: new PublishError('unavailable', 'x', { cause: new Error('y') }),
    });
    telemetry.emit('job.ended', { status: 'completed' });
    expect(broken.aborted).toBe(false);
    expect(told).toEqual(['store.unavailable', 'store.unavailable', 'job.publish-failed', 'job.ended']);
  });
});
