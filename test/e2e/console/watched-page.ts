/** Pages of a real browser. Each offence on one of them is written down, in all tests. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, vi } from 'vitest';
import type { ConsoleUnderTest } from './console-under-test.ts';

/** Whether there is a browser; `test/chromium.ts` says how to get one. */
export const HAS_BROWSER = inject('chromium') !== null;

/** A busy machine takes its time (ms): no test here is about how long something takes. */
const PATIENCE = { testTimeout: 300_000, hookTimeout: 300_000 };
const ACTION_MS = 60_000;

/** Looks until it is as expected. */
export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: ACTION_MS });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors of the page, dialogs, what its policy has stopped, and requests to anywhere else. */
  readonly offences: string[];
  /** Shows a view, and waits until all that it reads has come. */
  show(hash: string): Promise<void>;
  /** Waits until nothing is read any more. */
  settled(): Promise<void>;
  /** Closes it, and fails the test if there were offences. */
  close(): Promise<void>;
}

type Options = BrowserContextOptions & {
  /** Whether time passes on the page; otherwise it stands still where the gateway's does. */
  readonly isLively?: boolean;
};

/** Launches the browser for the tests of one file, each of which sees many screens. */
export function browserOfFile() {
  vi.setConfig(PATIENCE);
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = inject('chromium');
    if (executablePath === null) return;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser?.close());
  return { open: (under: ConsoleUnderTest, options: Options = {}) => openPage(browser, under, options) };
}

async function openPage(browser: Browser, { url, clock }: ConsoleUnderTest, options: Options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(ACTION_MS);
  if (!options.isLively) await context.clock.setFixedTime(clock.now());
  const page = await context.newPage();
  const offences = await offencesOf(page, new URL(url).origin);
  const settled = settling(page);
  return {
    page,
    offences,
    settled,
    show: async (hash) => {
      await page.goto(`${url}${hash}`);
      await settled();
    },
    close: async () => {
      await context.close();
      expect(offences).toEqual([]);
    },
  } satisfies WatchedPage;
}

/** On the page, before anything of its own. */
const NOTE_VIOLATIONS = `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  noteViolation(violatedDirective + ' stopped ' + blockedURI));`;

async function offencesOf(page: Page, origin: string): Promise<string[]> {
  const offences: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) offences.push(`request to ${request.url()}`);
  });
  page.on('pageerror', ({ message }) => offences.push(`error: ${message}`));
  page.on('console', (message) => {
    // The browser itself writes of each answer that is a failure.
    const isOfAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isOfAnswer) offences.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    offences.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('noteViolation', (violation: string) => offences.push(`policy: ${violation}`));
  await page.addInitScript({ content: NOTE_VIOLATIONS });
  return offences;
}

/** The page has drawn what it had to, and done what follows from that (which is when it begins to read). */
const DRAWN = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`;
/** A part of the page that waits for what it reads, and says so only if that takes long. */
const WAITING = 'p.waiting';
const ASIDE_MS = 10;

/** @returns waits until no request is under way, and none follows from those that were */
function settling(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  page.on('request', (request) => underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  return async () => {
    await page.locator('h1').first().waitFor();
    for (let quiet = 0; quiet < 2; ) {
      await page.evaluate(DRAWN);
      const isQuiet = underWay.size === 0 && (await page.locator(WAITING).count()) === 0;
      quiet = isQuiet ? quiet + 1 : 0;
      if (!isQuiet) await sleep(ASIDE_MS);
    }
  };
}
