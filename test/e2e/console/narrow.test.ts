/** Every screen at twice its size, on a narrow window, and for a person who wants nothing to move. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { overflowOf } from './layout-of-page.ts';
import { type View, viewsOf } from './views.ts';
import { browserOfFile, HAS_BROWSER } from './watched-page.ts';

/** All that moves by itself, or would when it is touched. */
const MOVING = `[...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationName } = getComputedStyle(element);
  return animationName !== 'none' || transitionDuration.split(', ').some((duration) => parseFloat(duration) > 0);
}).map(({ outerHTML }) => outerHTML.slice(0, 80))`;

describe.skipIf(!HAS_BROWSER)('every screen', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let views: readonly View[];
  beforeAll(async () => {
    under = await openConsole(120);
    views = await viewsOf(under);
  });
  afterAll(() => under?.close());

  it.each([
    ['200 % of its size', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
    ['400 pixels', { viewport: { width: 400, height: 700 } }],
  ])('fits into its window at %s: only tables are scrolled to the side', async (_name, options) => {
    const { page, show, close } = await open(under, options);
    for (const { name, hash } of views) {
      await show(hash);
      expect(await overflowOf(page), name).toBe(0);
      const { width } = options.viewport;
      const cut = await page.locator('main :is(button, input, h1, h2, a):visible').evaluateAll(
        (elements, most) =>
          elements
            .filter((element) => element.closest('.wide') === null)
            .filter((element) => element.getBoundingClientRect().right > most)
            .map(({ outerHTML }) => outerHTML.slice(0, 100)),
        width,
      );
      expect(cut, name).toEqual([]);
    }
    await close();
  });

  it('moves nothing where a person asks for that', async () => {
    const { page, show, close } = await open(under, { reducedMotion: 'reduce' });
    for (const { name, hash } of views) {
      await show(hash);
      expect(await page.evaluate(MOVING), name).toEqual([]);
    }
    await close();
  });
});
