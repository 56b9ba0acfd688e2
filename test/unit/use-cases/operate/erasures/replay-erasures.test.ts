import { describe, expect, it } from 'vitest';
import { later } from '../../../../../shared/jobs/instant.ts';
import { replayErasures } from '../../../../../shared/use-cases/operate/erasures/replay-erasures.ts';
import { DAY, publishedRecord, START, testGateway } from '../../../../fixtures.ts';
import { recordOf, submit } from '../../actions.ts';
import { about, BY_EMAIL, erase } from './persons.ts';

describe('erasures that are replayed', () => {
  it('take out again what a restore has brought back, and nothing that was erased before the backup', async () => {
    const gateway = testGateway();
    await submit(gateway, about('early', 'early@y.example'));
    await submit(gateway, about('lead-1'));
    const backup = gateway.store.records();
    await erase(gateway, { ...BY_EMAIL, identifiers: [{ kind: 'email', text: 'early@y.example' }] });
    gateway.clock.time = later(START, DAY);
    const { erasure } = await erase(gateway);
    for (const record of backup) {
      const stored = await gateway.store.get(record.requestId);
      if (stored) await gateway.store.replace(record, stored.revision);
    }
    gateway.clock.time = later(START, 2 * DAY);
    const replayed = await replayErasures(gateway, { since: later(START, DAY / 2) });
    expect(replayed).toMatchObject({
      erasures: [{ id: erasure.id, state: 'done', runs: 2 }],
      next: undefined,
    });
    expect(await recordOf(gateway)).toMatchObject({ erased: true, payload: null });
    expect(await recordOf(gateway, 'early')).toMatchObject({ erased: false });
  });

  it('are told as not done where more records match by now than one erasure may have: nothing is erased', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    const [backup] = gateway.store.records();
    const { erasure } = await erase(gateway);
    const { revision } = (await gateway.store.get(erasure.rootIds[0] as never)) ?? {};
    await gateway.store.replace(backup as never, revision as never);
    const { payload } = backup as NonNullable<typeof backup>;
    for (let i = 0; i <= 1_000; i += 1)
      await gateway.store.create({ ...publishedRecord(`more-${i}`), payload });
    const { erasures } = await replayErasures(gateway, { since: START });
    expect(erasures).toEqual([{ ...erasure, state: 'incomplete', completedAt: null, refusal: 'too-many' }]);
    expect(await recordOf(gateway)).toMatchObject({ erased: false });
    expect(gateway.erasures.erasures()).toEqual([erasure]);
  });

  it('change nothing where nothing came back, however often', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    const { erasure } = await erase(gateway);
    for (let i = 0; i < 2; i += 1)
      expect((await replayErasures(gateway, { since: START })).erasures).toEqual([erasure]);
  });

  it('go page by page', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    for (let i = 0; i < 25; i += 1) {
      gateway.clock.time = later(gateway.clock.time, 1);
      await erase(gateway);
    }
    const first = await replayErasures(gateway, { since: START });
    const second = await replayErasures(gateway, { since: START, before: first.next });
    expect([first.erasures.length, second.erasures.length, second.next]).toEqual([20, 5, undefined]);
  });
});
