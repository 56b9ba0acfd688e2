import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { ALL } from '../../../../shared/jobs/money/counted-as.ts';
import { ChargeHistory, readsOf } from '../../../../shared/use-cases/forecast/charge-history.ts';
import { MINUTE, testGateway } from '../../../fixtures.ts';
import { ended, times } from './forecasting.ts';

const ASKED = { jobType: 'enrichMobile', dimension: ALL };

describe('the history of charges', () => {
  it('is counted once in ten minutes, and costs reads when it is', async () => {
    const gateway = testGateway();
    const history = new ChargeHistory(gateway.store, gateway.clock);
    expect(await history.of(ASKED)).toEqual({ ended: 0, completed: 0, reads: 15 });
    await ended(gateway, times(2, 'completed'));
    gateway.clock.time = later(gateway.clock.time, 10 * MINUTE - 1);
    expect(await history.of(ASKED)).toEqual({ ended: 0, completed: 0, reads: 0 });
    gateway.clock.time = later(gateway.clock.time, 1);
    expect(await history.of(ASKED)).toEqual({ ended: 2, completed: 2, reads: 15 });
  });

  it('is that of each job type and tag', async () => {
    const gateway = testGateway();
    await ended(gateway, ['completed', 'failed', 'rejected']);
    const history = new ChargeHistory(gateway.store, gateway.clock);
    // The one that failed is to be retried, and waits.
    expect(await history.of(ASKED)).toMatchObject({ ended: 2, completed: 1 });
    expect(await history.of({ ...ASKED, jobType: 'verifyMobile' })).toMatchObject({ ended: 0 });
    expect(await history.of({ ...ASKED, dimension: 'team=emea' })).toMatchObject({ ended: 0 });
  });

  it('costs a read for each query, and one more for each thousand that it counts', () => {
    expect([readsOf(90, 0), readsOf(31, 999), readsOf(30, 2_500)]).toEqual([3, 2, 3]);
  });
});
