/** The first minutes of somebody new: a list is dropped anywhere, sent, left alone, and time is moved. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { browserOfFile, eventually, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

/** More than are sent in one call. */
const LEADS = 250;
const LIST = `id,firstName,lastName,company\n${Array.from({ length: LEADS }, (_, i) => `new-${i},Ann,Lee,Acme`).join('\n')}\n`;
const FILE = { name: 'new.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) };

/** As a person drops a file: what is not taken from it, the browser opens instead of the page. */
const DROP = `(text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], 'new.csv', { type: 'text/csv' }));
  const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
  document.querySelector('main').dispatchEvent(drop);
  return drop.defaultPrevented;
}`;

/** Whether the page may be left without a question. */
const LEFT = `dispatchEvent(new Event('beforeunload', { cancelable: true }))`;

describe.skipIf(!HAS_BROWSER)('the first minutes', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let shown: WatchedPage;
  beforeEach(async () => {
    under = await openConsole(0);
    shown = await open(under, { isLively: true });
  });
  afterEach(async () => {
    under.disturb();
    await shown.close();
    await under.close();
  });

  const focused = (page: Page) => page.evaluate<string>('document.activeElement.tagName');

  async function choose() {
    const { page, show } = shown;
    await show('#/list');
    await page.getByLabel('A list of leads').setInputFiles(FILE);
    await page.getByRole('button', { name: `Send ${LEADS} leads` }).waitFor();
  }

  it('take a list that is dropped on any view', async () => {
    const { page, show } = shown;
    await show('#/overview');
    expect(await page.evaluate(`(${DROP})(${JSON.stringify(LIST)})`)).toBe(true);
    await page.getByRole('button', { name: `Send ${LEADS} leads` }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/list');
  });

  it('send all of a list, though another view is shown meanwhile, and tell what became of it later', async () => {
    const { page, show } = shown;
    await choose();
    let batches = 0;
    const { promise: goes, resolve: letGo } = Promise.withResolvers<void>();
    under.disturb(async (request, api) => {
      if (request.target.startsWith('/v1/jobs:batch') && ++batches === 2) await goes;
      return api(request);
    });
    await page.getByRole('button', { name: `Send ${LEADS} leads` }).click();
    await page.getByText('Keep this tab open').waitFor();
    expect(await page.evaluate(LEFT)).toBe(false);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    letGo();
    const sent = () => under.calls.filter((call) => call === 'POST /v1/jobs:batch').length;
    await eventually(sent).toBe(3);
    await eventually(() => page.evaluate(LEFT)).toBe(true);
    await show('#/list');
    await page.getByLabel('A list of leads').setInputFiles(FILE);
    await page.getByRole('button', { name: 'See what became of it' }).click();
    await page.getByRole('button', { name: 'Download the results' }).waitFor();
  });

  it('keep the focus, and the job type of a list that is refused', async () => {
    const { page, show } = shown;
    await show('#/list');
    await page.getByLabel('Job type').selectOption('verifyMobile');
    await page.getByLabel('A list of leads').setInputFiles({ ...FILE, buffer: Buffer.from('a,b\n1,2\n') });
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Job type').inputValue()).toBe('verifyMobile');
    await page.getByLabel('Job type').selectOption('enrichMobile');
    await page.getByLabel('A list of leads').setInputFiles(FILE);
    const send = page.getByRole('button', { name: `Send ${LEADS} leads` });
    await send.waitFor();
    expect(await focused(page)).toBe('H2');
    await send.click();
    await page.getByRole('button', { name: 'Download the results' }).waitFor();
    expect(await focused(page)).toBe('H2');
  });

  it('have the same time on every view, once it was moved', async () => {
    const { page, show } = shown;
    await show('#/overview');
    await page.getByRole('button', { name: '31 d later' }).click();
    await page.getByText('31 d ahead').waitFor();
    await page.goto('about:blank');
    const month = () => page.getByLabel('Month').inputValue();
    await show('#/cost');
    const inDays = new Date(Date.now() + 31 * 86_400_000).toISOString().slice(0, 7);
    await eventually(month).toBe(inDays);
  });
});
