import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../shared/ports/errors.ts';
import { inBackground } from '../../../shared/use-cases/background.ts';
import { testGateway } from '../../fixtures.ts';

async function inBackgroundOf(work: Promise<unknown>) {
  const gateway = testGateway();
  inBackground(gateway.telemetry)(work);
  await setImmediate();
  return gateway.events;
}

describe('work in the background', () => {
  it('says nothing when it succeeds', async () => {
    expect(await inBackgroundOf(Promise.resolve('done'))).toEqual([]);
  });

  it('is logged as a passing fault when the store does not answer', async () => {
    const error = new StoreUnavailableError();
    expect(await inBackgroundOf(Promise.reject(error))).toEqual([
      { name: 'store.unavailable', fields: { reason: 'background', error } },
    ]);
  });

  it('is logged as a failure when it fails otherwise, and does not end the process', async () => {
    const error = new Error('a fault of ours');
    expect(await inBackgroundOf(Promise.reject(error))).toEqual([
      { name: 'request.failed', fields: { reason: 'background', error } },
    ]);
  });
});
