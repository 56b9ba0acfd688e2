/** The console by its keys alone: a failed lead is found and retried without a pointer. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { browserOfFile, eventually, HAS_BROWSER, type WatchedPage } from './watched-page.ts';

/** More presses than anything on a page is away. */
const MOST_TABS = 60;

describe.skipIf(!HAS_BROWSER)('by the keyboard alone', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  let shown: WatchedPage;
  let press: (...keys: string[]) => Promise<void>;
  beforeAll(async () => {
    under = await openConsole(60);
  });
  afterAll(() => under?.close());
  beforeEach(async () => {
    shown = await open(under);
    const { page } = shown;
    await page.addInitScript({ content: COUNT_POINTERS });
    press = async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
  });
  afterEach(async () => {
    expect(await shown.page.evaluate('globalThis.pointers')).toBe(0);
    await shown.close();
  });

  it('a failed lead is found and retried, and the focus comes back', async () => {
    const { page, show, settled } = shown;
    await show('#/overview');
    await tabTo(page, /^▲ failed/);
    await press('Enter');
    await settled();
    expect(new URL(page.url()).hash).toMatch(/^#\/jobs\?status=failed/);

    await press('/');
    expect(await focused(page)).toMatchObject({ tag: 'INPUT', label: /^Type/ });
    await press('End');
    await page.keyboard.type('enrichMobile');
    await press('Enter');
    await settled();
    expect(new URL(page.url()).hash).toContain('jobType=enrichMobile');

    await press('j', 'j', 'k');
    const { text: id } = await focused(page);
    expect(id).toBe(await page.locator('tbody tr').first().locator('a').first().innerText());
    await press('Enter');
    await settled();
    expect(await page.locator('h1').innerText()).toContain(id);

    await press('r');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('charged if it completes');
    await page.keyboard.type('OPS-7: mended');
    expect(await dialog.getByRole('textbox').inputValue()).toBe('OPS-7: mended');
    await tabTo(page, /^Retry$/);
    await press('Enter');
    await eventually(() => page.url()).toContain(encodeURIComponent('~4'));
    await settled();
    expect(await page.locator('h1').innerText()).toMatch(/~4$/);
    expect((await focused(page)).tag).toBe('MAIN');

    const [entry] = await under.stack.stores.audit
      .list({ filter: {}, limit: 1 })
      .then(({ entries }) => entries);
    expect(entry).toMatchObject({ action: 'retry', reason: 'OPS-7: mended' });
  });

  it('rows are gone through and selected, and the dialog gives the focus back', async () => {
    const { page, show } = shown;
    await show('#/jobs?status=failed');
    await press('j', 'j', 'j');
    const { text: id } = await focused(page);
    expect(id).toBe(await page.locator('tbody tr').nth(2).locator('a').first().innerText());
    await press('x');
    expect(await page.locator('tbody tr').nth(2).getByRole('checkbox').isChecked()).toBe(true);
    expect(await page.getByText('1 job selected.').count()).toBe(1);
    for (const leave of ['Escape', 'Cancel'] as const) {
      await press('r');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      if (leave === 'Cancel') await tabTo(page, /^Cancel$/);
      await press(leave === 'Cancel' ? 'Enter' : leave);
      await dialog.waitFor({ state: 'detached' });
      expect(await focused(page)).toMatchObject({ text: id, isSeen: true });
    }
    await press('x');
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  it.each([
    { key: 'r', of: 'an act' },
    { key: '?', of: 'the keys' },
  ])('$of: asked for as soon as its dialog is closed, it comes again', async ({ key }) => {
    const { page, show } = shown;
    await show('#/jobs?status=failed');
    await press(key);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // The browser tells of a closed dialog behind the keys that wait already.
    const left = await page.evaluateHandle(`(() => {
      const dialog = document.querySelector('dialog');
      const told = new Promise((tell) => dialog.addEventListener('close', () => setTimeout(tell, 100)));
      dialog.close();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }));
      return { told };
    })()`);
    await left.evaluate('({ told }) => told');
    expect(await dialog.count()).toBe(1);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('the keys are told of, by a key', async () => {
    const { page, show } = shown;
    await show('#/overview');
    await tabTo(page, /^Jobs$/);
    await press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    expect(await dialog.innerText()).toMatch(/go to the filter.*next row.*select the row.*retry/s);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await focused(page)).toMatchObject({ text: 'Jobs', isSeen: true });
  });

  it('keys are letters where text is typed, and those of the browser stay its own', async () => {
    const { page, show } = shown;
    await show('#/jobs');
    const letters = 'x/jkr?';
    await press('/');
    await page.keyboard.type(letters);
    expect(await page.getByRole('textbox', { name: 'Type' }).inputValue()).toBe(letters);
    await show('#/jobs?status=failed');
    await press('r');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type(letters);
    expect(await dialog.getByRole('textbox').inputValue()).toBe(letters);
    expect(await page.getByRole('dialog').count()).toBe(1);
    await press('Escape');
    await press('Control+x', 'Alt+r', 'Meta+j');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  it('the content is reached without going through the head', async () => {
    const { page, show } = shown;
    await show('#/jobs');
    await press('Tab');
    expect(await focused(page)).toMatchObject({ text: 'Skip to the content', isSeen: true });
    await press('Enter', 'Tab');
    expect(await focused(page)).toMatchObject({ tag: 'INPUT', isSeen: true });
    expect(new URL(page.url()).hash).toBe('#/jobs');
  });
});

const COUNT_POINTERS = `globalThis.pointers = 0;
for (const type of ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'touchstart'])
  addEventListener(type, () => { pointers += 1; }, true);`;

interface Focused {
  readonly tag: string;
  readonly text: string;
  readonly label: string;
  /** Whether a person sees that it has the focus. */
  readonly isSeen: boolean;
}

function focused(page: Page): Promise<Focused> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return {
      tag: element.tagName,
      text: element.innerText.trim(),
      label: element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? '',
      isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0,
    };
  })()`);
}

/** Goes from one to the next until one with the words has the focus; each that has it must show it. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const { text, tag, isSeen } = await focused(page);
    if (tag !== 'BODY') expect(isSeen, `${tag} ${text}`).toBe(true);
    if (words.test(text)) return;
  }
  throw new Error(`Nothing with the words ${words} is reached by ${MOST_TABS} tabs.`);
}
