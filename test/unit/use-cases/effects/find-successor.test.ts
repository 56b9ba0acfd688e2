import { describe, expect, it } from 'vitest';
import { withoutText } from '../../../../shared/jobs/records.ts';
import { DAY, testGateway } from '../../../fixtures.ts';
import { answeredRecord } from '../../jobs/samples.ts';
import { recordOf, store, sweepAfter } from '../actions.ts';

/** An attempt whose retry was begun, and whose payload was erased since. */
async function begunAndErased() {
  const gateway = testGateway();
  const failed = answeredRecord('failed');
  const wake = failed.wake && { ...failed.wake, tries: 1 };
  await store(gateway, { ...withoutText(failed), wake, erased: true });
  return gateway;
}

describe('a retry that was begun, and has nothing left to send', () => {
  it('is told as the last attempt when no successor is there', async () => {
    const gateway = await begunAndErased();
    await sweepAfter(gateway, DAY);
    expect(await recordOf(gateway)).toMatchObject({
      lineage: { retriedBy: null },
      delivery: { key: 'lead-1/failed' },
    });
  });

  it('has its successor noted when it is there, and no result of its own', async () => {
    const gateway = await begunAndErased();
    const successor = answeredRecord('completed', undefined, 'lead-1~2');
    await store(gateway, successor);
    await sweepAfter(gateway, DAY);
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: 'lead-1~2' }, delivery: null });
  });

  it('is told as the last one when another system answers for the ID of a successor', async () => {
    const gateway = await begunAndErased();
    await store(gateway, { ...answeredRecord('completed', undefined, 'lead-1~2'), origin: 'external' });
    await sweepAfter(gateway, DAY);
    expect(await recordOf(gateway)).toMatchObject({ lineage: { retriedBy: null } });
  });
});
