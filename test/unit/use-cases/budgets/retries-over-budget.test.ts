import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { retryJob } from '../../../../shared/use-cases/operate/retry-job.ts';
import { DAY, id, START, submission, type TestGateway, testGateway } from '../../../fixtures.ts';
import { intercept, receiveAnswer, recordOf, submit } from '../actions.ts';

const LIMITED = { name: 'all', per: 'day', limit: 1 } as const;

function withRoom({ store }: TestGateway, limit: number): TestGateway {
  return testGateway({ budgets: [{ ...LIMITED, limit }], store });
}

const retry = (gateway: TestGateway, of?: 'attempt') =>
  retryJob(gateway, { requestId: id('lead-1'), reason: null, of });

/** Something happens once, just before a call of the store. */
function justBefore(
  { store }: TestGateway,
  method: 'create' | 'replace',
  happen: () => Promise<unknown>,
): void {
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
    justBefore(gateway, 'create', async () => {
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

describe('a retry by hand that no budget had room for once it was stored', () => {
  /** `lead-1` was canceled, and its next attempt is over budget: another submission took the last place. */
  async function refused(of?: 'attempt'): Promise<TestGateway> {
    const gateway = testGateway({ budgets: [LIMITED] });
    await submit(gateway, submission('lead-1'));
    await receiveAnswer(gateway, { status: 'canceled', reason: { reasonType: 'JobExpireReason' } });
    gateway.clock.time = later(START, 5_000);
    justBefore(gateway, 'replace', () => submit(withRoom(gateway, 1), submission('another')));
    expect(await retry(gateway, of)).toMatchObject({ kind: 'over-budget', requestId: 'lead-1~2' });
    return gateway;
  }

  it('goes out when it is asked for again, and not when its lead, which was accepted, is submitted again', async () => {
    const gateway = await refused();
    gateway.clock.time = later(START, DAY);
    expect(await submit(gateway, submission('lead-1'))).toMatchObject({ kind: 'replayed' });
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(await retry(gateway)).toMatchObject({ kind: 'retried', successor: { requestId: 'lead-1~3' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~3']);
  });

  it('is not said to have been retried, where attempts are retried one by one', async () => {
    const gateway = await refused('attempt');
    expect(await retry(gateway, 'attempt')).toMatchObject({ kind: 'over-budget', requestId: 'lead-1~2' });
  });

  it('is not said to be accepted while it could not be counted', async () => {
    const gateway = testGateway({ budgets: [LIMITED] });
    await submit(gateway, submission('lead-1'));
    await receiveAnswer(gateway, { status: 'canceled', reason: { reasonType: 'JobExpireReason' } });
    gateway.clock.time = later(START, 5_000);
    justBefore(gateway, 'create', async () => {
      gateway.store.countAs = () => Promise.reject(new StoreUnavailableError());
    });
    await expect(retry(gateway)).rejects.toThrow(StoreUnavailableError);
    expect((await recordOf(gateway, 'lead-1~2')).account?.claimed).toBe(true);
    gateway.store.countAs = async () => 0;
    await expect(retry(gateway)).rejects.toThrow(StoreUnavailableError);
  });
});
