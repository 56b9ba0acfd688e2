/** Every screen of the console over a gateway with nothing, with one lead, and with ten thousand jobs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { viewsOf } from './views.ts';
import { browserOfFile, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

/** Leads that make more than ten thousand jobs, since some take several attempts. */
const MANY = 8_600;
/** A screen reads some things; that does not depend on how many jobs there are. */
const MOST_CALLS = 6;
/** As many rows as a page of the longest list has, and those of smaller tables beside it. */
const MOST_ROWS = 130;

describe.skipIf(!HAS_BROWSER).each([0, 1, MANY])('the console with %d leads', (leads) => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let shown: WatchedPage;
  beforeAll(async () => {
    under = await openConsole(leads);
    shown = await open(under);
  });
  afterAll(async () => {
    await shown?.close();
    await under?.close();
  });

  it('has as many jobs as it should', async () => {
    const { byStatus } = await under.gateway.jobs.count();
    const sum = Object.values(byStatus).reduce((total, count) => total + count, 0);
    if (leads <= 1) expect(sum).toBe(leads * 3);
    else expect(sum).toBeGreaterThan(10_000);
  });

  it('shows each screen, with few calls and at most a page of rows', async () => {
    for (const { name, hash } of await viewsOf(under)) {
      under.calls.length = 0;
      await shown.show(hash);
      expect(await shown.page.locator('h1').count(), name).toBe(1);
      expect(await shown.page.locator('main').innerText(), name).not.toMatch(/NaN|undefined|\[object/);
      expect(under.calls.length, `${name}: ${under.calls}`).toBeLessThanOrEqual(MOST_CALLS);
      expect(await shown.page.locator('tr').count(), name).toBeLessThanOrEqual(MOST_ROWS);
    }
  });
});
