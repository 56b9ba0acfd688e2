/** Every screen over an API whose every text is hostile: it is shown as text, and changes nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { text } from '../../../shared/http/http.ts';
import { type ConsoleUnderTest, type Disturbance, openConsole } from './console-under-test.ts';
import { emptiedAnswers, HOSTILE, hostileAnswers } from './hostile-answers.ts';
import { overflowOf } from './layout-of-page.ts';
import { type View, viewsOf } from './views.ts';
import { browserOfFile, HAS_BROWSER } from './watched-page.ts';

/** Nothing of these is on any screen by itself. */
const FOREIGN = 'main :is(img, script, style, iframe, object), main svg[onload], a[href]:not([href^="#/"])';

describe.skipIf(!HAS_BROWSER)('in every text of the API', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let views: readonly View[];
  beforeAll(async () => {
    under = await openConsole(1);
    views = await viewsOf(under);
  });
  afterAll(() => under?.close());

  async function showAll(disturbance: Disturbance) {
    under.disturb(disturbance);
    const { page, show, close } = await open(under);
    for (const { name, hash } of views) {
      await show(hash);
      expect(await page.locator('h1').count(), name).toBe(1);
      expect(await page.locator(FOREIGN).count(), name).toBe(0);
      expect(await page.evaluate('globalThis.hasRun'), name).toBeUndefined();
      expect(await overflowOf(page), name).toBe(0);
    }
    await close();
  }

  it.each(Object.entries(HOSTILE))('%s is shown as text, and breaks no layout', (_kind, value) =>
    showAll(hostileAnswers(value)));

  it.each(['markup', 'length', 'characters'])('%s is text in what is revealed, too', async (kind) => {
    const hostile = hostileAnswers(HOSTILE[kind] ?? '');
    under.disturb((request, api) => (request.target.includes(':reveal') ? hostile : api)(request, api));
    const { page, show, settled, close } = await open(under);
    await show(views.find(({ name }) => name === 'lead-failed')?.hash ?? '');
    expect(await page.locator('main').innerText()).toContain('Masked');
    await page.getByRole('button', { name: 'Reveal …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reveal' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await settled();
    expect(await page.locator('main').innerText()).not.toContain('Masked');
    expect(await page.locator('main pre').count()).toBeGreaterThan(0);
    expect(await page.locator(FOREIGN).count()).toBe(0);
    expect(await page.evaluate('globalThis.hasRun')).toBeUndefined();
    expect(await overflowOf(page)).toBe(0);
    await close();
  });

  it('nothing at all is shown as such', () => showAll(emptiedAnswers));

  it.each([
    ['nothing', '{}'],
    ['something else', '{"items":[{"name":1}],"jobs":{},"holds":7,"sentences":null,"byStatus":[]}'],
  ])('%s in place of an answer is said in words, and all else goes on', async (_what, body) => {
    under.disturb(async () => text(200, { contentType: 'application/json', body }));
    const { page, show, close } = await open(under);
    for (const { name, hash } of views) {
      await show(hash);
      expect(await page.locator('h1').count(), name).toBe(1);
      expect(await page.getByRole('navigation').getByRole('link').count(), name).toBeGreaterThan(7);
    }
    under.disturb();
    await show('#/overview');
    expect(await page.getByRole('heading', { name: 'Overview' }).count()).toBe(1);
    await close();
  });
});
