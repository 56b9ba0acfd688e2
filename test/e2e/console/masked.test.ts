/** All that the browser receives: what says something of a person comes once it is revealed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE } from '../../fixtures.ts';
import { type ConsoleUnderTest, openConsole } from './console-under-test.ts';
import { viewsOf } from './views.ts';
import { browserOfFile, HAS_BROWSER } from './watched-page.ts';

/** Values of the payloads of invented leads, and members that payloads alone have. */
const OF_A_PERSON = /company-\d\.example|20 7946|Head of Routing|userFormat|firstName|Lindqvist/;
const LIST = 'id,firstName,lastName,company\n7,Ingrid,Lindqvist,Hollander Freight\n';

describe.skipIf(!HAS_BROWSER)('what the browser receives', () => {
  const { open } = browserOfFile();
  let under: ConsoleUnderTest;
  beforeAll(async () => {
    under = await openConsole(60);
  });
  afterAll(() => under?.close());

  /** @returns a page, and the answers of the API that have told it something of a person */
  async function watched() {
    const shown = await open(under);
    const bodies: Promise<string>[] = [];
    shown.page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      // One that the page has given up has told it nothing.
      const body = () => response.text().catch(() => '');
      const answer = async () => `${response.request().method()} ${pathname} ${await body()}`;
      if (pathname.startsWith('/v1/')) bodies.push(answer());
    });
    const told = async () => (await Promise.all(bodies)).filter((text) => OF_A_PERSON.test(text));
    return { ...shown, told };
  }

  it('has nothing of a person on any screen, and has it on one that is revealed', async () => {
    const { page, show, settled, told, close } = await watched();
    const views = await viewsOf(under);
    for (const { hash } of views) await show(hash);
    expect(await told()).toEqual([]);
    await show(views.find(({ name }) => name === 'lead')?.hash ?? '');
    await act(page, 'Reveal');
    await settled();
    expect((await told()).map((text) => text.split(' ', 2).join(' '))).toEqual([
      expect.stringMatching(/^POST .*:reveal$/),
      expect.stringMatching(/^GET .*:digest$/),
    ]);
    await close();
  });

  it.each([
    ['completed', 'Redeliver'],
    ['failed', 'Retry'],
  ] as const)('has nothing of a person after an act: of a lead that is %s, %s', async (status, verb) => {
    const { jobs } = under.stack.stores;
    const { listed } = await jobs.list({ filter: { status: [status] }, limit: 1, order: 'newest' });
    const { page, show, settled, told, close } = await watched();
    await show(`#/lead/${encodeURIComponent(listed[0]?.record.requestId ?? '')}`);
    const calls = under.calls.length;
    await act(page, verb);
    await settled();
    expect(under.calls.slice(calls)).toContainEqual(expect.stringMatching(/:(?:redeliver|replay|retry)$/));
    expect(await told()).toEqual([]);
    await close();
  });

  it('has nothing of a person when a list is sent again whose leads have ended', async () => {
    const { page, show, settled, told, close } = await watched();
    for (let times = 0; times < 2; times += 1) {
      await show('#/overview');
      await show('#/list');
      const buffer = Buffer.from(LIST);
      await page.getByLabel('A list of leads').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
      await page.getByRole('button', { name: /^(?:Send \d|See what)/ }).click();
      await page.getByRole('button', { name: /^Download/ }).waitFor();
      await settled();
      await under.pass(20 * MINUTE);
    }
    expect(under.calls.filter((call) => call === 'POST /v1/jobs:batch').length).toBe(2);
    expect(await told()).toEqual([]);
    await close();
  });
});

async function act(page: Page, verb: string): Promise<void> {
  await page.getByRole('button', { name: `${verb} …` }).click();
  await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
}
