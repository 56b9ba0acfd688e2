import { describe, expect, it } from 'vitest';
import type { Hold } from '../../../../shared/jobs/holds/hold.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { KeptHolds } from '../../../../shared/use-cases/holds/kept-holds.ts';
import { START } from '../../../fixtures.ts';
import { HOLD } from '../../jobs/samples.ts';

function kept(read: () => Promise<readonly Hold[]>) {
  const clock = { time: START, now: () => clock.time };
  let readings = 0;
  const list = () => {
    readings += 1;
    return read();
  };
  return { clock, holds: new KeptHolds({ list }, clock), readings: () => readings };
}

describe('the holds that an instance knows', () => {
  it('are read once for all that ask within ten seconds, and anew after', async () => {
    const { clock, holds, readings } = kept(async () => [HOLD]);
    await Promise.all([holds.of('enrichMobile'), holds.of('verifyEmail')]);
    clock.time = later(START, 9_999);
    expect(await holds.of('enrichMobile')).toBe(HOLD);
    expect(readings()).toBe(1);
    clock.time = later(START, 10_000);
    await holds.of('enrichMobile');
    expect(readings()).toBe(2);
  });

  it('are read ahead, while something else is done', async () => {
    const { holds, readings } = kept(async () => [HOLD]);
    holds.prepare();
    holds.prepare();
    expect(await holds.of('enrichMobile')).toBe(HOLD);
    expect(readings()).toBe(1);
  });

  it('are never older than ten seconds: a store that does not answer opens no hold', async () => {
    let isOut = false;
    const { clock, holds } = kept(async () => {
      if (isOut) throw new StoreUnavailableError();
      return [HOLD];
    });
    await holds.of('enrichMobile');
    isOut = true;
    expect(await holds.of('enrichMobile')).toBe(HOLD);
    clock.time = later(START, 10_000);
    await expect(holds.of('enrichMobile')).rejects.toBeInstanceOf(StoreUnavailableError);
    isOut = false;
    expect(await holds.of('enrichMobile')).toBe(HOLD);
  });

  it('are not known when reading them took as long', async () => {
    const read = Promise.withResolvers<readonly Hold[]>();
    const { clock, holds } = kept(() => read.promise);
    const asked = holds.of('enrichMobile');
    clock.time = later(START, 10_000);
    read.resolve([]);
    await expect(asked).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  it('are read anew once the clock was put back, or this instance changed one', async () => {
    const { clock, holds, readings } = kept(async () => []);
    await holds.of('enrichMobile');
    clock.time = later(START, -1);
    await holds.of('enrichMobile');
    holds.forget();
    await holds.of('enrichMobile');
    expect(readings()).toBe(3);
  });

  it('do not fail for one who only reads ahead', async () => {
    const { holds } = kept(() => Promise.reject(new StoreUnavailableError()));
    holds.prepare();
    await expect(holds.of('enrichMobile')).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  it('hold nothing of a job without a type', async () => {
    const { holds } = kept(async () => [{ ...HOLD, name: '*' }]);
    expect(await holds.of(null)).toBeUndefined();
  });
});
