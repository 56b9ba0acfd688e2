/** The page runs its own script, talks to its own server, and nothing else can be brought into it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../../../local/serve.ts';
import { text } from '../../../shared/http/http.ts';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { viewsOf } from './views.ts';
import { browserOfFile, eventually, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

/** Each would set a flag, or get something from another server, if nothing stopped it. */
const BREAKING_IN: readonly (readonly [name: string, directive: string, script: string])[] = [
  [
    'a script in the page',
    'require-trusted-types-for',
    "const script = document.createElement('script'); script.text = 'globalThis.hasRun = true'; document.head.append(script);",
  ],
  [
    'a script from its own server',
    'require-trusted-types-for',
    "const script = document.createElement('script'); script.src = 'v1/health'; document.head.append(script);",
  ],
  ['markup', 'require-trusted-types-for', "document.body.innerHTML = '<img src=x onerror=1>';"],
  ['a text as a program', 'require-trusted-types-for', "Function('globalThis.hasRun = true')();"],
  [
    'a handler in an attribute',
    'require-trusted-types-for',
    "document.body.setAttribute('onclick', 'hasRun = true');",
  ],
  ['a style in an attribute', 'style-src-attr', "document.body.setAttribute('style', 'display: none');"],
  [
    'a style in the page',
    'style-src-elem',
    "document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { display: none }' }));",
  ],
  ['a picture', 'img-src', "document.body.append(Object.assign(new Image(), { src: 'ELSEWHERE/a.png' }));"],
  ['a call', 'connect-src', "fetch('ELSEWHERE/').catch(() => {});"],
  [
    'a frame',
    'frame-src',
    "document.body.append(Object.assign(document.createElement('iframe'), { src: 'ELSEWHERE/' }));",
  ],
  [
    'a form',
    'form-action',
    "const form = Object.assign(document.createElement('form'), { action: 'ELSEWHERE/' }); document.body.append(form); form.submit();",
  ],
  [
    'another base for its addresses',
    'base-uri',
    "document.head.append(Object.assign(document.createElement('base'), { href: 'ELSEWHERE/' }));",
  ],
];

describe.skipIf(!HAS_BROWSER)('the page', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  beforeAll(async () => {
    under = await openConsole(30);
  });
  afterAll(() => under?.close());

  it('asks its own server alone, keeps nothing in the browser, and tells no other address of itself', async () => {
    const { page, show, close } = await open(under);
    const origins = new Set<string>();
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    for (const { hash } of await viewsOf(under)) await show(hash);
    expect([...origins]).toEqual([new URL(under.url).origin]);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([
      0,
      0,
      '',
    ]);
    const response = await fetch(under.url);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    await close();
  });

  describe('lets none of these in', () => {
    let shown: WatchedPage;
    let elsewhere: Serving;
    let asked = 0;
    beforeAll(async () => {
      elsewhere = await serve(async ({ target }) => {
        if (target !== '/favicon.ico') asked += 1;
        return text(200, { contentType: 'text/plain', body: '' }, { 'access-control-allow-origin': '*' });
      }, 0);
      shown = await open(under);
    });
    afterAll(() => elsewhere.close());

    it('which would be let in elsewhere', async () => {
      const { page } = await open(under);
      await page.goto(`http://127.0.0.1:${elsewhere.port}/`);
      await page.evaluate(`fetch('http://127.0.0.1:${elsewhere.port}/')`);
      expect(asked).toBe(2);
      asked = 0;
    });

    it.each(BREAKING_IN)('%s: %s', async (_name, directive, script) => {
      const { page, show, offences } = shown;
      await show('#/overview');
      // As a script of the page would run it: what Playwright evaluates by itself is let through.
      const there = script.replace('ELSEWHERE', `http://127.0.0.1:${elsewhere.port}`);
      await page.evaluate(`setTimeout(() => { ${there} })`);
      await eventually(() => offences.join('\n')).toContain(`policy: ${directive}`);
      expect(await page.evaluate('globalThis.hasRun')).toBeUndefined();
      expect(asked).toBe(0);
      offences.length = 0;
      await page.reload();
    });
  });

  it('is in no frame of another page', async () => {
    const { page, close } = await open(under);
    await page.setContent(`<iframe src="${under.url}"></iframe>`);
    await eventually(() => page.frames().at(1)?.url()).toMatch(/^chrome-error:/);
    await close().catch(() => undefined);
  });
});
