import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { RUN_MS } from '../../../../shared/use-cases/operate/erasures/run-erasure.ts';
import { resumeErasures } from '../../../../shared/use-cases/sweep/resume-erasures.ts';
import { DAY, MINUTE, START, type TestGateway, testGateway } from '../../../fixtures.ts';
import { fail, logged, recordOf, submit } from '../actions.ts';
import { about, BY_EMAIL, erase } from '../operate/erasures/persons.ts';

async function brokenOff() {
  const gateway = testGateway();
  await submit(gateway, about('lead-1'));
  const works = gateway.store.replaceAll;
  fail(gateway, 'replace');
  const { kind, erasure } = await erase(gateway);
  expect(kind).toBe('incomplete');
  return { gateway, id: erasure.id, mend: () => Object.assign(gateway.store, { replaceAll: works }) };
}

/** As a sweep does it that has time enough. */
function resume(gateway: TestGateway, ms = 5 * MINUTE): Promise<void> {
  return resumeErasures(gateway, later(gateway.clock.time, ms));
}

describe('an erasure that broke off', () => {
  it('is gone on with an hour after it ran, whatever the minute is, and not before', async () => {
    const { gateway, id, mend } = await brokenOff();
    mend();
    gateway.clock.time = later(START, 59 * MINUTE);
    await resume(gateway);
    expect((await recordOf(gateway)).erased).toBe(false);
    gateway.clock.time = later(START, 77 * MINUTE);
    await resume(gateway);
    expect(await recordOf(gateway)).toMatchObject({ erased: true, payload: null });
    expect((await gateway.erasures.get(id))?.erasure.state).toBe('done');
    expect(await gateway.erasures.unfinished(9)).toEqual([]);
  });

  it('gives the others their turn, three in each sweep, those first that have waited longest', async () => {
    const gateway = testGateway();
    fail(gateway, 'replace');
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      await submit(gateway, about(`lead-${i}`, `${i}@hollander.example`));
      gateway.clock.time = later(START, i);
      const asked = {
        ...BY_EMAIL,
        identifiers: [{ kind: 'email', text: `${i}@hollander.example` }],
      } as const;
      ids.push((await erase(gateway, asked)).erasure.id);
    }
    const runsAfter = async (minute: number) => {
      gateway.clock.time = later(START, minute * MINUTE);
      await resume(gateway);
      const all = gateway.erasures.erasures();
      return ids.map((id) => all.find((one) => one.id === id)?.runs);
    };
    expect(await runsAfter(61)).toEqual([2, 2, 2, 1, 1]);
    expect(await runsAfter(62)).toEqual([2, 2, 2, 2, 2]);
    expect(await runsAfter(63)).toEqual([2, 2, 2, 2, 2]);
  });

  it('is not begun where it could not end in time, and waits for the next sweep', async () => {
    const { gateway, id, mend } = await brokenOff();
    mend();
    gateway.clock.time = later(START, 61 * MINUTE);
    const state = async () => (await gateway.erasures.get(id))?.erasure;
    const before = await state();
    await resume(gateway, RUN_MS - 1);
    expect(await state()).toEqual(before);
    await resume(gateway, RUN_MS);
    expect((await state())?.state).toBe('done');
  });

  it('that cannot be begun any more rests for an hour likewise', async () => {
    const { gateway, id } = await brokenOff();
    for (let i = 0; i <= 1_000; i += 1) await submit(gateway, about(`more-${i}`));
    gateway.clock.time = later(START, 61 * MINUTE);
    await resume(gateway);
    const { lastRunAt, runs } = (await gateway.erasures.get(id))?.erasure ?? {};
    expect([lastRunAt, runs]).toEqual([gateway.clock.time, 1]);
  });

  it('is told of once it has been open for three days, and not before', async () => {
    const { gateway } = await brokenOff();
    gateway.clock.time = later(START, 2 * DAY);
    await resume(gateway);
    expect(logged(gateway)).not.toContain('erasure.incomplete');
    gateway.clock.time = later(START, 3 * DAY);
    await resume(gateway);
    expect(logged(gateway)).toContain('erasure.incomplete');
  });

  it('is told of, too, when it cannot be gone on with, and holds up no sweep', async () => {
    const { gateway } = await brokenOff();
    gateway.clock.time = later(START, 3 * DAY);
    Object.assign(gateway.store, { findByPerson: () => Promise.reject(new StoreUnavailableError()) });
    await resume(gateway);
    expect(logged(gateway)).toEqual(expect.arrayContaining(['store.unavailable', 'erasure.incomplete']));
    Object.assign(gateway.erasures, { unfinished: () => Promise.reject(new StoreUnavailableError()) });
    await resume(gateway);
  });
});
