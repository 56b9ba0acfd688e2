/** Addresses within the page as somebody else makes them, and has an operator open them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCREENS } from '../../../console/view-address.ts';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { browserOfFile, HAS_BROWSER } from './watched-page.ts';

/** Of what the page makes of an address, a name that objects have must not become anything else. */
const NAMES = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'status',
  'since',
  'by',
  'month',
  'newest',
  'state',
];
const VALUES = ['__proto__', `"><img src=x onerror="hasRun=1">`, '1e9'];
const IDS = ['..', '../../console/controls:chaos', '..%2F..%2Fhealth', 'a:retry'];

describe.skipIf(!HAS_BROWSER)('an address that somebody has made', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  beforeAll(async () => {
    under = await openConsole(1);
  });
  afterAll(() => under?.close());

  it.each(SCREENS)('changes and reveals nothing when it is opened: %s', async (screen) => {
    const { page, show, close } = await open(under);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() !== 'GET' || !/^\/(?:console(?:\/controls)?|v1\/.*)$/.test(pathname))
        asked.push(`${request.method()} ${pathname}`);
    });
    for (const value of VALUES)
      await show(`#/${screen}?${new URLSearchParams(NAMES.map((name): [string, string] => [name, value]))}`);
    for (const id of IDS) await show(`#/${screen}/${id}`);
    expect(asked).toEqual([]);
    expect(await page.evaluate('[globalThis.hasRun, {}.status, {}.since]')).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await close();
  });
});
