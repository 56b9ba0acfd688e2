import { describe, expect, it } from 'vitest';
import { withConsole } from '../../../../local/console/with-console.ts';
import { json } from '../../../../shared/http/http.ts';

const SETTING = {
  kind: 'dev',
  name: 'a "gateway" <of> & this test',
  needsToken: false,
  controls: true,
  listsFor: ['enrichMobile'],
} as const;
const PAGE = { html: (setting: object) => `<p>${JSON.stringify(setting)}</p>`, policy: "default-src 'none'" };

function gateway(build?: () => Promise<typeof PAGE>) {
  const handler = withConsole(async ({ target }) => json(200, { target }), SETTING, build);
  return (method: string, target: string, headers: Record<string, string> = {}) =>
    handler({ method, target, headers, body: Buffer.alloc(0) });
}

describe('the console before an API', () => {
  it('is one page, with its setting and its policy; nothing keeps it, frames it or hears of it', async () => {
    const call = gateway(async () => PAGE);
    for (const method of ['GET', 'HEAD'])
      expect(await call(method, '/console')).toEqual({
        status: 200,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'content-security-policy': PAGE.policy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
        },
        body: PAGE.html(SETTING),
      });
    expect((await call('GET', '/console?a=b')).status).toBe(200);
  });

  it('is the page of console/, whose setting is JSON in an attribute', async () => {
    const { status, headers, body } = await gateway()('GET', '/console');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(/script-src 'sha256-/);
    const [, content = ''] = /<meta name="console" content="([^"]*)">/.exec(body) ?? [];
    const unescaped = content.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    expect(JSON.parse(unescaped)).toEqual(SETTING);
  });

  it('is built once, when it is first asked for', async () => {
    let builds = 0;
    const call = gateway(async () => {
      builds += 1;
      return PAGE;
    });
    await call('GET', '/v1/jobs');
    expect(builds).toBe(0);
    await Promise.all([call('GET', '/console'), call('GET', '/console')]);
    await call('GET', '/console');
    expect(builds).toBe(1);
  });

  it('tells of a build that fails, and tries it again', async () => {
    let builds = 0;
    const call = gateway(async () => {
      builds += 1;
      if (builds === 1) throw new Error("Cannot find package 'esbuild'.\nand more");
      return PAGE;
    });
    const failed = await call('GET', '/console');
    expect([failed.status, failed.headers['content-type']]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ]);
    expect(JSON.parse(failed.body).detail).toBe(
      "The console's page cannot be built: Cannot find package 'esbuild'. Run npm install where the gateway is, and load the page again.",
    );
    expect((await call('GET', '/console')).status).toBe(200);
  });

  it('is read, and nothing else', async () => {
    expect(await gateway(async () => PAGE)('POST', '/console')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });

  it.each([
    '/',
    '/v1/jobs',
    '/console/',
    '/consoles',
    '/v1/console',
    '/console/controls',
  ])('leaves %s to the API', async (target) => {
    const call = gateway(async () => PAGE);
    expect(JSON.parse((await call('GET', target, { accept: '*/*' })).body)).toEqual({ target });
  });

  it('is where a browser is led that asks for the root', async () => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const led = await gateway(async () => PAGE)('GET', '/', { accept });
    expect([led.status, led.headers['location']]).toEqual([307, 'console']);
  });
});
