/** Every screen over an API that is slow, or fails in each way there is: told in words, with the way on. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../../shared/api/problem.ts';
import { text } from '../../../shared/http/http.ts';
import { problemResponse } from '../../../shared/http/problem-response.ts';
import { type ConsoleUnderTest, type Disturbance, openConsole } from './console-under-test.ts';
import { type View, viewsOf } from './views.ts';
import { browserOfFile, eventually, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

const answering =
  (response: Awaited<ReturnType<Disturbance>>): Disturbance =>
  async () =>
    response;
const htmlOf = (status: number) =>
  answering(text(status, { contentType: 'text/html', body: '<h1>Welcome to our Wi-Fi</h1>' }));
const never: Disturbance = () => new Promise(() => undefined);

/** By the fault, its answer; none comes where it is absent. */
const FAULTS: Readonly<Record<string, Disturbance | undefined>> = {
  'a fault of ours': answering(problemResponse(problem('internal', 'The fault is written in the log.'))),
  'too many calls': answering(
    problemResponse(problem('unavailable', 'Try again in some seconds.'), { 'retry-after': '5' }),
  ),
  'a page of a proxy': htmlOf(502),
  'a page of a hotel': htmlOf(200),
  'half an answer': answering(text(200, { contentType: 'application/json', body: '{"jobs":[' })),
  'a connection that breaks': undefined,
};

const TRY_ALL_AGAIN = `for (const button of document.querySelectorAll('[role=alert] button'))
  if (button.innerText === 'Try again') button.click();`;

const HOUR_MS = 3_600_000;
/** Views are read anew by themselves after this long (ms). */
const ANEW_AFTER_MS = 11_000;

describe.skipIf(!HAS_BROWSER)('an API', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let views: readonly View[];
  let shown: WatchedPage;
  beforeAll(async () => {
    under = await openConsole(150);
    // A list that is dropped is read beside the API.
    views = (await viewsOf(under)).filter(({ name }) => name !== 'list');
  });
  afterAll(() => under?.close());
  beforeEach(async () => {
    shown = await open(under, { isLively: true });
    await shown.page.clock.install({ time: under.clock.now() });
  });
  afterEach(async () => {
    under.disturb();
    await shown.close();
  });

  async function fail(fault: Disturbance | undefined) {
    if (fault) under.disturb(fault);
    else await shown.page.route('**/v1/**', (route) => route.abort('connectionreset'));
  }

  async function mend() {
    under.disturb();
    await shown.page.unrouteAll();
  }

  it('that is slow is said to be read after 300 ms, and no earlier', async () => {
    const { page } = shown;
    await page.clock.pauseAt(under.clock.now() + HOUR_MS);
    under.disturb(never);
    const words = page.getByText('Reading …');
    for (const { name, hash } of views) {
      under.calls.length = 0;
      await page.goto('about:blank');
      await page.goto(`${under.url}${hash}`);
      await page.clock.runFor(299);
      await eventually(() => under.calls.length).toBeGreaterThan(0);
      expect(await words.count(), name).toBe(0);
      await page.clock.runFor(100);
      await eventually(() => words.count()).toBeGreaterThan(0);
    }
  });

  it('that fails is told of on every screen, which shows all once it is mended', async () => {
    const { page, show, settled } = shown;
    for (const { name, hash } of views) {
      await fail(FAULTS['a fault of ours']);
      await show(hash);
      const faults = page.getByRole('alert');
      await faults.first().waitFor();
      await mend();
      while ((await faults.count()) > 0) {
        // All that are there: meanwhile some are read anew by themselves.
        await page.evaluate(TRY_ALL_AGAIN);
        await settled();
      }
      expect(new URL(page.url()).hash, name).toBe(hash);
      expect(await page.locator('main').innerText(), name).not.toContain('Reading');
    }
  });

  it.each(
    Object.entries(FAULTS),
  )('that fails leaves what was there, and is told of in words: %s', async (_name, fault) => {
    const { page, show, settled } = shown;
    await show('#/jobs?status=failed');
    const rows = await page.locator('tbody th').allInnerTexts();
    await fail(fault);
    await page.clock.fastForward(ANEW_AFTER_MS);
    const told = page.getByRole('alert');
    await told.first().waitFor();
    expect(await told.first().locator('p').innerText()).toMatch(/^[A-Z][^<>{}]*\.$/);
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(rows);
    expect(await page.getByRole('button', { name: 'failed', exact: true, pressed: true }).count()).toBe(1);
    await mend();
    await told.first().getByRole('button', { name: 'Try again' }).click();
    await settled();
    expect(await told.count()).toBe(0);
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(rows);
  });
});
