import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { Breaker } from '../../../../shared/use-cases/holds/hold-breaker.ts';
import { submission, type TestGateway, testGateway } from '../../../fixtures.ts';
import { HOLD } from '../../jobs/samples.ts';
import { logged, receiveAnswer, recordOf, submit } from '../actions.ts';

const RULE = { window: 10, min: 2, rejectedShare: 0.5 };

/** A gateway whose breaker watches one job type. */
function watching(jobType = 'enrichMobile'): TestGateway {
  const gateway = testGateway();
  const breaker = new Breaker({ ...gateway, rules: new Map([[jobType, RULE]]) });
  return { ...gateway, breaker };
}

async function reject(gateway: TestGateway, id: string): Promise<void> {
  await submit(gateway, submission(id));
  await receiveAnswer(gateway, { id, status: 'rejected' });
}

describe('the breaker', () => {
  it('holds a job type of which too much is rejected, and says so', async () => {
    const gateway = watching();
    await reject(gateway, 'a');
    expect(await gateway.holds.list()).toEqual([]);
    await reject(gateway, 'b');
    expect(await gateway.holds.list()).toMatchObject([
      {
        name: 'enrichMobile',
        origin: 'breaker',
        by: null,
        reason: '2 of the latest 2 endings were rejected',
      },
    ]);
    expect(gateway.events.find(({ name }) => name === 'breaker.tripped')?.fields).toEqual({
      jobType: 'enrichMobile',
      reason: '2 of the latest 2 endings were rejected',
    });
    await submit(gateway, submission('c'));
    expect(await recordOf(gateway, 'c')).toMatchObject({ status: 'accepted', held: 'enrichMobile' });
  });

  it("leaves an operator's hold as it is", async () => {
    const gateway = watching();
    for (const id of ['a', 'b']) await submit(gateway, submission(id));
    await gateway.holds.place(HOLD);
    for (const id of ['a', 'b']) await receiveAnswer(gateway, { id, status: 'rejected' });
    expect(await gateway.holds.list()).toEqual([HOLD]);
    expect(logged(gateway)).not.toContain('breaker.tripped');
  });

  it('looks at no other job type, and at none unless it is told to', async () => {
    for (const gateway of [watching('verifyMobile'), testGateway()]) {
      for (const id of ['a', 'b', 'c']) await reject(gateway, id);
      expect(await gateway.holds.list()).toEqual([]);
    }
  });

  it('stops no answer when the hold cannot be placed, and trips with the next finding', async () => {
    const gateway = watching();
    const { place } = gateway.holds;
    gateway.holds.place = () => Promise.reject(new StoreUnavailableError());
    await reject(gateway, 'a');
    await reject(gateway, 'b');
    expect(await recordOf(gateway, 'b')).toMatchObject({ status: 'rejected' });
    expect(logged(gateway)).toContain('store.unavailable');
    gateway.holds.place = place;
    await reject(gateway, 'c');
    expect(await gateway.holds.list()).toHaveLength(1);
  });
});
