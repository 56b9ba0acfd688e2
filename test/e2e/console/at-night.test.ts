/** An operator at night: tokens are refused, acts take long, gateways are older, a filter changes. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withConsole } from '../../../local/console/with-console.ts';
import { withToken } from '../../../local/loopback/with-token.ts';
import { serve } from '../../../local/serve.ts';
import { problem } from '../../../shared/api/problem.ts';
import { json, text } from '../../../shared/http/http.ts';
import { problemResponse } from '../../../shared/http/problem-response.ts';
import { SILENT } from '../../../shared/telemetry/log-events.ts';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { browserOfFile, eventually, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

const SERVE = {
  kind: 'serve',
  name: 'Hollander Freight',
  needsToken: true,
  controls: false,
  listsFor: [],
} as const;

describe.skipIf(!HAS_BROWSER)('at night', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let shown: WatchedPage;
  beforeAll(async () => {
    under = await openConsole(60);
  });
  afterAll(() => under?.close());
  beforeEach(async () => {
    shown = await open(under, { isLively: true });
  });
  afterEach(async () => {
    under.disturb();
    await shown.close();
  });

  const failed = async () => {
    const ids: string[] = [];
    for await (const { requestId, retriedBy } of under.gateway.jobs.list({ status: ['failed'] }))
      if (retriedBy === null) ids.push(requestId);
    return ids;
  };

  it('a wrong token is refused where it is typed, in one sentence', async () => {
    const api = withToken(under.stack.api, 'the-right-one', { telemetry: SILENT });
    const server = await serve(withConsole(api, SERVE), 0);
    const console = await open(
      { ...under, url: `http://127.0.0.1:${server.port}/console` },
      { isLively: true },
    );
    const { page } = console;
    await page.goto(`http://127.0.0.1:${server.port}/console`);
    const token = page.getByLabel('Token');
    await token.fill('another one');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([expect.stringContaining('tokenFile')]);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await token.fill('the-right-one');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await console.settled();
    expect(await page.getByRole('alert').count()).toBe(0);
    await console.close();
    await server.close();
  });

  /** Holds each act that comes until it is let go. */
  const held = () => {
    const { promise: hasCome, resolve: come } = Promise.withResolvers<void>();
    const { promise: goes, resolve: letGo } = Promise.withResolvers<void>();
    under.disturb(async (request, api) => {
      if (request.method === 'POST') {
        come();
        await goes;
      }
      return api(request);
    });
    return { hasCome, letGo };
  };

  /** Begins an act on a failed lead, which is under way until it is let go. */
  const begin = async (verb: string) => {
    const { page, show } = shown;
    const [id = ''] = await failed();
    await show(`#/lead/${encodeURIComponent(id)}`);
    const { hasCome, letGo } = held();
    await page.getByRole('button', { name: `${verb} …` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: verb }).click();
    await hasCome;
    return { id, dialog, letGo };
  };

  it('an act that is under way is not canceled, and shows once it is done', async () => {
    const { page } = shown;
    const { dialog, letGo } = await begin('Reveal');
    await dialog.getByRole('button', { name: 'Working …' }).waitFor();
    expect(await dialog.getByRole('button').allInnerTexts()).toEqual(['Working …', 'Close: it goes on']);
    await dialog.getByRole('button', { name: 'Close' }).click();
    under.calls.length = 0;
    letGo();
    await eventually(() => under.calls.filter((call) => call.startsWith('GET ')).length).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Mask again' }).waitFor();
  });

  it.each([
    'closed',
    'left open',
  ])('an act whose dialog was %s does not take away the view that is shown meanwhile', async (how) => {
    const { page, settled } = shown;
    const { id, dialog, letGo } = await begin('Retry');
    if (how === 'closed') await dialog.getByRole('button', { name: 'Close' }).click();
    // As by the browser's own way back.
    await page.evaluate(`location.hash = '#/jobs'`);
    await page.getByRole('heading', { name: 'Jobs' }).waitFor();
    letGo();
    await eventually(async () => (await under.gateway.jobs.get(id)).retriedBy).not.toBeNull();
    await settled();
    expect(new URL(page.url()).hash).toBe('#/jobs');
  });

  it('a letter is redriven by the verdict of now, and not by that of an earlier look', async () => {
    const { page, show, settled } = shown;
    await show('#/dead-letters');
    await page.locator('tbody a').first().click();
    await settled();
    const open = page.getByRole('button', { name: 'Redrive …' });
    const redrive = page.getByRole('dialog').locator('button.first');
    await open.click();
    await settled();
    const force = page.getByRole('dialog').getByRole('checkbox');
    await force.check();
    expect(await redrive.isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
    const { hasCome, letGo } = held();
    await open.click();
    await hasCome;
    expect(await redrive.isEnabled()).toBe(false);
    letGo();
    await settled();
    expect(await force.isChecked()).toBe(false);
  });

  it('an act that a page to sign in answers is told of in words', async () => {
    const { page, show } = shown;
    const [id = ''] = await failed();
    await show(`#/lead/${encodeURIComponent(id)}`);
    under.disturb(async (request, api) =>
      request.method === 'POST'
        ? text(200, { contentType: 'text/html', body: '<h1>Sign in</h1>' })
        : api(request),
    );
    await page.getByRole('button', { name: 'Retry …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
    expect(await page.getByRole('dialog').getByRole('alert').innerText()).toContain("in the gateway's place");
  });

  it('nothing stays selected that another filter does not show', async () => {
    const { page, show, settled } = shown;
    await show('#/jobs?status=failed');
    await page.getByLabel('Select all that are shown').check();
    await page.getByText('selected.').waitFor();
    // The page as it is drawn before anything else happens, such as a key that is pressed.
    const drawnAtOnce = await page.evaluate(`new Promise((seen) => {
      addEventListener('hashchange', () => seen(document.querySelector('main').innerText));
      [...document.querySelectorAll('.chips button')].find(({ innerText }) => innerText === 'completed').click();
    })`);
    expect(drawnAtOnce).toContain('Retry all');
    expect(drawnAtOnce).not.toContain('selected.');
    await settled();
    expect(await page.getByText('selected.').count()).toBe(0);
    await page.goBack();
    await settled();
    expect(await page.getByText('selected.').count()).toBe(0);
  });

  it('an older gateway that does not say what is due since when, nor has webhooks, has an overview', async () => {
    const { page, show } = shown;
    under.disturb(async (request, api) => {
      const answer = await api(request);
      if (request.target.startsWith('/v1/webhooks'))
        return problemResponse(problem('not-found', 'No call has this path.'));
      if (!request.target.startsWith('/v1/backlog')) return answer;
      const { oldestDueAt: _later, ...backlog } = JSON.parse(String(answer.body));
      return json(200, backlog);
    });
    await show('#/overview');
    await page.getByText('Counted').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('came due');
    await show('#/webhooks');
    expect(await page.locator('main').innerText()).toContain('--webhooks');
  });
});
