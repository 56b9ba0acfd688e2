import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { testGateway } from '../../../../fixtures.ts';
import { failedJobs, operationOf, start, sweepOperations } from './operating.ts';

describe('the work on an operation', () => {
  it('that breaks off each time gives its page up, says so, and goes on with the next', async () => {
    const gateway = testGateway();
    await failedJobs(gateway, 150);
    const replace = gateway.operations.replace.bind(gateway.operations);
    gateway.operations.replace = (operation, revision) =>
      operation.pages === 2 ? Promise.reject(new StoreUnavailableError()) : replace(operation, revision);
    const { operation } = await start(gateway, { dryRun: true });
    for (let time = 0; time < 2; time += 1) await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({ state: 'running', page: { tries: 2 } });
    gateway.operations.replace = replace;
    await sweepOperations(gateway);
    expect(await operationOf(gateway, operation)).toMatchObject({
      state: 'done',
      done: 50,
      failed: { interrupted: 100 },
      lastError: { reason: 'interrupted' },
    });
    expect(gateway.events).toContainEqual({
      name: 'operation.failed',
      fields: { operation: operation.id, action: 'retry', reason: 'interrupted' },
    });
  });
});
