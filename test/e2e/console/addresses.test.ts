/** The address of a view is all that a colleague needs to see the same. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { viewsOf } from './views.ts';
import { browserOfFile, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

describe.skipIf(!HAS_BROWSER)('the address of a view', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let colleague: WatchedPage;
  beforeAll(async () => {
    under = await openConsole(150);
    colleague = await open(under);
  });
  afterAll(async () => {
    await colleague?.close();
    await under?.close();
  });

  /** Sees that a colleague, whose browser has never had the address, has the same before them. */
  async function sameAnew(page: Page) {
    await colleague.page.goto('about:blank');
    await colleague.page.goto(page.url());
    await colleague.settled();
    expect(await seenOn(colleague.page)).toEqual(await seenOn(page));
  }

  it('shows the same when it is opened anew', async () => {
    const { page, show, close } = await open(under);
    const seen = new Set<string>();
    for (const { hash } of await viewsOf(under)) {
      await show(hash);
      await sameAnew(page);
      seen.add(await page.locator('main').innerText());
    }
    expect(seen.size).toBe((await viewsOf(under)).length);
    await close();
  });

  it('has the conditions of a list, whichever way they were given', async () => {
    const { page, show, settled, close } = await open(under);
    await show('#/jobs');
    await page.getByRole('button', { name: 'failed', exact: true }).click();
    await page.getByLabel('Changed').selectOption('7d');
    await settled();
    const filter = page.getByRole('textbox', { name: 'Tag' });
    await filter.fill('team=emea');
    await filter.press('Enter');
    await settled();
    expect(new URL(page.url()).hash).toBe('#/jobs?status=failed&since=7d&tag=team%3Demea');
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(1);
    await sameAnew(page);
    await close();
  });

  it('leads back, and on again, through the views that were seen', async () => {
    const { page, show, settled, close } = await open(under);
    await show('#/overview');
    await show('#/jobs?status=failed');
    await page.locator('tbody th a').last().click();
    await settled();
    expect(page.url()).toContain('#/lead/');
    expect(await page.evaluate('scrollY')).toBe(0);
    const lead = await seenOn(page);
    await page.goBack();
    await settled();
    expect(await page.getByRole('button', { name: 'failed', exact: true, pressed: true }).count()).toBe(1);
    await page.goForward();
    await settled();
    expect(await seenOn(page)).toEqual(lead);
    await close();
  });
});

/** All words of a view, and what is typed and chosen on it. */
async function seenOn(page: Page) {
  const values =
    'Array.from(document.querySelectorAll("input, select"), ({ value, checked }) => value + checked)';
  return {
    title: await page.title(),
    words: await page.locator('body').innerText(),
    values: await page.evaluate(values),
  };
}
