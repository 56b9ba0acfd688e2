/** The console of `dev`: its page, and what is beside the API for it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { waitFor } from './wait-for.ts';

const { start } = commandLine();

describe('the console of dev', () => {
  let url: string;
  beforeAll(async () => {
    const dev = start(['dev', '--port', '0']);
    url = await waitFor(() => /at (http:\S+)/.exec(dev.output.stdout)?.[1]);
    expect(dev.output.stdout).toMatch(new RegExp(`^Open ${url}/console in a browser`));
    return async () => {
      dev.child.kill('SIGTERM');
      expect(await dev.done).toMatchObject({ code: 0 });
    };
  });

  it('is the first thing that a newcomer is told of, and where the root leads a browser', async () => {
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect([page.status, page.url]).toEqual([200, `${url}/console`]);
    expect(await page.text()).toContain('&quot;kind&quot;:&quot;dev&quot;');
    expect((await fetch(url)).status).toBe(404);
  });
});
