/** Pictures of every screen in both schemes, for the eyes of a reviewer: `reports/screens/`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { viewsOf } from './views.ts';
import { browserOfFile, HAS_BROWSER } from './watched-page.ts';

const INTO = join(import.meta.dirname, '..', '..', '..', 'reports', 'screens');
/** Those of README.md, by their views; `npm run screens` puts them into docs/images. */
const OF_README = ['overview', 'jobs', 'lead'];

describe.skipIf(!HAS_BROWSER)('every screen', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  beforeAll(async () => {
    await mkdir(INTO, { recursive: true });
    under = await openConsole(400);
  });
  afterAll(() => under?.close());

  it.each(['light', 'dark'] as const)('has its picture taken: %s', async (colorScheme) => {
    const { page, show, close } = await open(under, { colorScheme });
    for (const { name, hash } of await viewsOf(under)) {
      await show(hash);
      const picture = await page.screenshot({
        path: join(INTO, `${name}-${colorScheme}.png`),
        fullPage: true,
      });
      expect(picture.length, name).toBeGreaterThan(10_000);
    }
    await close();
  });

  it('is small enough for the README, and shows nothing of a person', async () => {
    const { page, show, close } = await open(under, { viewport: { width: 1040, height: 560 } });
    for (const { name, hash } of await viewsOf(under)) {
      if (!OF_README.includes(name)) continue;
      await show(hash);
      const picture = await page.screenshot({ path: join(INTO, `console-${name}.png`) });
      expect(picture.length, name).toBeLessThan(150_000);
      expect(await page.locator('main').innerText(), name).not.toMatch(/@|\+44|Haddad|Lindqvist|Elif/);
    }
    await close();
  });
});
