import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { resumeErasures } from '../../../../shared/use-cases/sweep/resume-erasures.ts';
import { DAY, MINUTE, START, testGateway } from '../../../fixtures.ts';
import { fail, logged, recordOf, submit } from '../actions.ts';
import { about, erase } from '../operate/erasures/persons.ts';

async function brokenOff() {
  const gateway = testGateway();
  await submit(gateway, about('lead-1'));
  const works = gateway.store.replaceAll;
  fail(gateway, 'replace');
  const { kind, erasure } = await erase(gateway);
  expect(kind).toBe('incomplete');
  return { gateway, id: erasure.id, mend: () => Object.assign(gateway.store, { replaceAll: works }) };
}

describe('an erasure that broke off', () => {
  it('is gone on with in the sweep of the next full hour, and in no other', async () => {
    const { gateway, id, mend } = await brokenOff();
    mend();
    gateway.clock.time = later(START, 59 * MINUTE);
    await resumeErasures(gateway);
    expect((await recordOf(gateway)).erased).toBe(false);
    gateway.clock.time = later(START, 60 * MINUTE);
    await resumeErasures(gateway);
    expect(await recordOf(gateway)).toMatchObject({ erased: true, payload: null });
    expect((await gateway.erasures.get(id))?.erasure.state).toBe('done');
    expect(await gateway.erasures.unfinished(9)).toEqual([]);
  });

  it('is told of once it has been open for three days, and not before', async () => {
    const { gateway } = await brokenOff();
    gateway.clock.time = later(START, 2 * DAY);
    await resumeErasures(gateway);
    expect(logged(gateway)).not.toContain('erasure.incomplete');
    gateway.clock.time = later(START, 3 * DAY);
    await resumeErasures(gateway);
    expect(logged(gateway)).toContain('erasure.incomplete');
  });

  it('is told of, too, when it cannot be gone on with, and holds up no sweep', async () => {
    const { gateway } = await brokenOff();
    gateway.clock.time = later(START, 3 * DAY);
    Object.assign(gateway.store, { findByPerson: () => Promise.reject(new StoreUnavailableError()) });
    await resumeErasures(gateway);
    expect(logged(gateway)).toEqual(expect.arrayContaining(['store.unavailable', 'erasure.incomplete']));
    Object.assign(gateway.erasures, { unfinished: () => Promise.reject(new StoreUnavailableError()) });
    await resumeErasures(gateway);
  });
});
