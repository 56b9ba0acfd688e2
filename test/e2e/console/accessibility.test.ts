/** axe-core on every screen, with data and without, in both schemes, and on every kind of dialog. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../shared/api/problem.ts';
import { problemResponse } from '../../../shared/http/problem-response.ts';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { viewsOf } from './views.ts';
import { browserOfFile, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

/** In the other scheme nothing but colours is different. */
const SCHEMES = [
  { scheme: 'light', rules: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  { scheme: 'dark', rules: ['color-contrast'] },
] as const;
type Scheme = (typeof SCHEMES)[number];

/** axe brings a script of its own, which the page's policy would stop. */
const ITS_OWN = { bypassCSP: true } as const;

const FAILURE = problemResponse(problem('internal', 'The fault is written in the log.'));

describe.skipIf(!HAS_BROWSER)('axe', () => {
  const { open } = browserOfFile();
  let some: ConsoleUnderTest;
  let none: ConsoleUnderTest;
  beforeAll(async () => {
    [some, none] = await Promise.all([openConsole(60), openConsole(0)]);
  });
  afterAll(async () => {
    await some?.close();
    await none?.close();
  });

  it.each(SCHEMES)('finds nothing wrong with any screen: $scheme', async ({ scheme, rules }) => {
    for (const under of [some, none]) {
      const shown = await open(under, { ...ITS_OWN, colorScheme: scheme });
      for (const { name, hash } of await viewsOf(under)) {
        await shown.show(hash);
        expect(
          await violationsOn(shown, rules),
          `${name}, ${under === none ? 'empty' : 'with data'}`,
        ).toEqual([]);
      }
      await shown.close();
    }
  });

  it.each(SCHEMES)('finds nothing wrong with any dialog: $scheme', async ({ scheme, rules }) => {
    const shown = await open(some, { ...ITS_OWN, colorScheme: scheme });
    const { page, show, settled } = shown;
    const seen = new Set<string>();
    for (const { name, hash } of await viewsOf(some)) {
      await show(hash);
      const openers = page.locator('main [aria-haspopup=dialog]:enabled:visible');
      for (let i = 0; i < (await openers.count()); i += 1) {
        const words = await openers.nth(i).innerText();
        const [verb = ''] = words.split(' ');
        if (seen.has(`${name} ${verb}`)) continue;
        seen.add(`${name} ${verb}`);
        await openers.nth(i).click();
        await page.getByRole('dialog').waitFor();
        await settled();
        expect(await violationsOn(shown, rules), `${name}: ${words}`).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    }
    expect(seen.size).toBeGreaterThan(4);
    await page.keyboard.press('?');
    expect(await violationsOn(shown, rules)).toEqual([]);
    await shown.close();
  });

  it('finds nothing wrong where all has failed or a condition is none; and what is wrong, it finds', async () => {
    some.disturb(async () => FAILURE);
    const shown = await open(some, ITS_OWN);
    await shown.show('#/jobs');
    await shown.page.getByRole('alert').first().waitFor();
    await typeFilter(shown.page, 'nonsense');
    await shown.page.getByRole('alert').first().waitFor();
    expect(await violationsOn(shown)).toEqual([]);
    await shown.page.evaluate("document.querySelector('main').append(document.createElement('input'))");
    expect((await violationsOn(shown)).map((text) => text.split(':')[0])).toEqual(['label']);
    some.disturb();
    await shown.close();
  });
});

async function typeFilter(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Tag' }).fill(text);
  await page.keyboard.press('Enter');
}

/** @returns each rule that is broken, with the elements that break it */
async function violationsOn(
  { page }: WatchedPage,
  rules: Scheme['rules'] = SCHEMES[0].rules,
): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const found = (await page.evaluate(
    `axe.run(document, ${JSON.stringify({ runOnly: [...rules], resultTypes: ['violations'] })})`,
  )) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
