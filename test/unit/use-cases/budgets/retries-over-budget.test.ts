import { describe, expect, it } from 'vitest';
import { retryJob } from '../../../../shared/use-cases/operate/retry-job.ts';
import { id, submission, type TestGateway, testGateway } from '../../../fixtures.ts';
import { intercept, submit } from '../actions.ts';

const LIMITED = { name: 'all', per: 'day', limit: 1 } as const;

function withRoom({ store }: TestGateway, limit: number): TestGateway {
  return testGateway({ budgets: [{ ...LIMITED, limit }], store });
}

const retry = (gateway: TestGateway, of?: 'attempt') =>
  retryJob(gateway, { requestId: id('lead-1'), reason: null, of });

/** Something happens once, just before a call of the store. */
function before({ store }: TestGateway, method: 'create' | 'replace', happen: () => Promise<unknown>): void {
  let isFirst = true;
  intercept(store, method, async () => {
    if (!isFirst) return;
    isFirst = false;
    await happen();
  });
}

describe('a lead that no budget had room for', () => {
  it('goes out once, though it is retried by hand and submitted again at once', async () => {
    const gateway = testGateway({ budgets: [{ ...LIMITED, limit: 0 }] });
    await submit(gateway, submission('lead-1'));
    const [operator, caller] = [withRoom(gateway, 9), withRoom(gateway, 9)];
    before(gateway, 'create', async () => {
      expect(await submit(caller, submission('lead-1'))).toEqual({
        kind: 'unavailable',
        requestId: 'lead-1',
      });
    });
    expect(await retry(operator)).toMatchObject({ kind: 'retried' });
    expect([...operator.published.requestIds(), ...caller.published.requestIds()]).toEqual(['lead-1~2']);
    expect(await submit(caller, submission('lead-1'))).toMatchObject({
      kind: 'replayed',
      record: { requestId: 'lead-1~2' },
    });
  });
});
