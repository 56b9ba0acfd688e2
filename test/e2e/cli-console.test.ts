/** `console`: a page on this machine that calls a gateway elsewhere as the person who started it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Job, ModigieGateway } from '../../client/index.ts';
import { type Serving, serve } from '../../local/serve.ts';
import { functionFor } from '../../local/stacks/api-handler.ts';
import type { ServingFunction } from '../../shared/api/call.ts';
import { type HttpRequest, text } from '../../shared/http/http.ts';
import { rawExchange } from '../unit/local/raw-exchange.ts';
import { commandLine } from './command-line.ts';
import { type ServedGateway, serveEmbeddedGateway } from './embedded-gateway.ts';
import { waitFor } from './wait-for.ts';

const { start, run, folder } = commandLine();

/** As Google's, but for its signature. */
const TOKEN = `e30.${Buffer.from('{"email":"ann@acme.example"}').toString('base64url')}.signature`;
const LEAD = {
  requestId: 'console-1',
  jobType: 'enrichMobile',
  payload: { person: { firstName: 'Ann', lastName: 'Lee' }, employment: { company: { title: 'Acme' } } },
};

let gateway: ServedGateway;
const servings: Serving[] = [];
const refused: string[] = [];
beforeAll(async () => {
  gateway = await serveEmbeddedGateway();
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all(servings.map(({ close }) => close()));
});

/** A function as it is deployed: it serves its own calls alone, and Google lets in who has the token. */
async function deployed(name: ServingFunction): Promise<string> {
  const serving = await serve(async (request: HttpRequest) => {
    if (request.headers['authorization'] !== `Bearer ${TOKEN}`)
      return text(403, { contentType: 'text/html', body: '<h1>Error: Forbidden</h1>' });
    if (functionFor(request) === name) return gateway.stack.api(request);
    refused.push(`${request.method} ${request.target} at ${name}`);
    return text(404, { contentType: 'text/html', body: '<h1>Not Found</h1>' });
  }, 0);
  servings.push(serving);
  return `http://127.0.0.1:${serving.port}`;
}

async function addresses(): Promise<string[]> {
  const names = {
    gateway: 'submit-jobs',
    query: 'query-jobs',
    operate: 'operate-jobs',
    webhooks: 'deliver-webhooks',
  };
  const given = await Promise.all(
    Object.entries(names).map(async ([name, of]) => [`--${name}`, await deployed(of as ServingFunction)]),
  );
  return given.flat();
}

async function opened(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const console = start(['console', ...args], env);
  onTestFinished(async () => {
    console.child.kill('SIGTERM');
    await console.done;
  });
  const page = await waitFor(() => /: (http:\S+\/console)$/m.exec(console.output.stdout)?.[1]);
  const base = page.replace(/\/console$/, '');
  return { ...console, page, base, port: Number(new URL(page).port) };
}

describe('the console of a deployed gateway', () => {
  it('reads, submits and operates at the address of each function, as the person, who is told so', async () => {
    const { page, base, output, child, done } = await opened(await addresses(), { GATEWAY_TOKEN: TOKEN });
    expect(new URL(page).pathname).toMatch(/^\/[\w-]{32}\/console$/);
    expect(output.stdout).toMatch(/^It calls http:\S+, http:\S+, http:\S+, http:\S+ as ann@acme\.example, /m);
    const html = await fetch(page);
    expect(html.headers.get('content-security-policy')).toContain("connect-src 'self'");
    const kind = '&quot;kind&quot;:&quot;remote&quot;';
    expect(await html.text()).toMatch(
      new RegExp(`${kind}.*&quot;controls&quot;:false,&quot;listsFor&quot;:\\[\\]`),
    );

    const { jobs } = new ModigieGateway({ url: base });
    expect(await jobs.submit(LEAD)).toMatchObject({ requestId: LEAD.requestId });
    const ended = await jobs.wait(LEAD.requestId);
    expect(ended).toMatchObject({ status: 'completed' } satisfies Partial<Job>);
    const call = async (method: string, path: string) => (await fetch(base + path, { method })).status;
    expect(await call('GET', '/v1/webhooks')).toBe(200);
    expect(await call('GET', '/v1/holds')).toBe(200);
    expect(await call('GET', '/openapi.json')).toBe(200);
    expect(await call('GET', '/health')).toBe(200);
    expect(await call('GET', '/console/controls')).toBe(404);
    expect(refused).toEqual([]);
    child.kill('SIGINT');
    expect(await done).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Stopped: .*\n$/),
      stderr: '',
    });
    await expect(fetch(page)).rejects.toThrow();
  });

  it('is there for who has its address, and neither for other pages nor for other names', async () => {
    const { base, port } = await opened(await addresses(), { GATEWAY_TOKEN: TOKEN });
    const { pathname: secret } = new URL(base);
    const ask = async (path: string, ...headers: readonly string[]) => {
      const head = [`GET ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''];
      return /^HTTP\/1\.1 (\d+)/.exec(await rawExchange(port, [head.join('\r\n')]))?.[1];
    };
    const own = `Host: 127.0.0.1:${port}`;
    expect(await ask(`${secret}/v1/jobs:count`, own)).toBe('200');
    expect(await ask(`${secret}/console`, own, 'Sec-Fetch-Site: none')).toBe('200');
    for (const path of [
      '/',
      '/console',
      '/v1/jobs:count',
      `${secret}x/v1/jobs:count`,
      `${secret.slice(0, -1)}/v1/jobs:count`,
    ])
      expect(await ask(path, own)).toBe('404');
    expect(await ask(`${secret}/v1/jobs:count`, 'Host: rebound.example')).toBe('421');
    expect(await ask(`${secret}/v1/jobs:count`, own, 'Sec-Fetch-Site: cross-site')).toBe('403');
    expect(await ask(`${secret}/v1/jobs:count`, own, 'Sec-Fetch-Site: same-site')).toBe('403');
    expect(await ask(`${secret}/v1/jobs:count`, own, 'Origin: https://evil.example')).toBe('403');
    expect(await ask(`${secret}/console`, own, 'Origin: null')).toBe('403');
  });

  it("shows Google's refusal as one, and a gateway that is gone with its address and what to do", async () => {
    const { base } = await opened(await addresses(), { GATEWAY_TOKEN: 'of-another' });
    const { jobs } = new ModigieGateway({ url: base, maxRetries: 0 });
    await expect(jobs.count()).rejects.toMatchObject({ status: 403, type: 'forbidden' });

    const gone = await serve(gateway.stack.api, 0);
    const address = `http://127.0.0.1:${gone.port}`;
    const { base: other } = await opened(['--gateway', address]);
    expect((await fetch(`${other}/health`)).status).toBe(200);
    await gone.close();
    await expect(new ModigieGateway({ url: other, maxRetries: 0 }).jobs.count()).rejects.toMatchObject({
      status: 503,
      detail: expect.stringMatching(new RegExp(`^${address} cannot be reached .*See that`)),
    });
  });
});

describe('the console command', () => {
  it('takes a profile, and a Google account, whose token is for each address', async () => {
    const audiences: string[] = [];
    const google = createServer(({ url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://google');
      const audience = searchParams.get('audience');
      if (audience !== null) audiences.push(audience);
      const claims = {
        email: 'gateway@p.iam.gserviceaccount.com',
        exp: Math.floor(Date.now() / 1000) + 3_600,
      };
      const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
      response.writeHead(200, { 'metadata-flavor': 'Google' });
      response.end(pathname.endsWith('/identity') ? token : 'p');
    });
    await new Promise<void>((listening) => google.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void google.close());
    const { port } = google.address() as AddressInfo;
    const env = {
      XDG_CONFIG_HOME: folder(),
      GCE_METADATA_HOST: `127.0.0.1:${port}`,
      METADATA_SERVER_DETECTION: 'assume-present',
      GOOGLE_APPLICATION_CREDENTIALS: '',
      CLOUDSDK_CONFIG: folder(),
      HOME: folder(),
    };
    const given = ['--gateway', gateway.url, '--query', `${gateway.url.replace('127.0.0.1', 'localhost')}`];
    expect(await start(['profiles', 'add', 'prod', ...given, '--google-identity'], env).done).toMatchObject({
      code: 0,
    });
    await start(['profiles', 'use', 'prod'], env).done;
    const { base, page, output } = await opened([], env);
    expect(output.stdout).toMatch(/^The console of prod: /);
    expect(output.stdout).toContain('as gateway@p.iam.gserviceaccount.com');
    expect(await (await fetch(page)).text()).toContain('&quot;name&quot;:&quot;prod&quot;');
    await fetch(`${base}/v1/jobs:count`);
    await fetch(`${base}/v1/jobs`, { method: 'POST', body: '{}' });
    expect([...new Set(audiences)].map((one) => new URL(one).hostname).sort()).toEqual([
      '127.0.0.1',
      'localhost',
    ]);
  });

  it('refuses what others refuse, and a port that is in use', async () => {
    expect(await run('console', '--gateway', 'http://gateway.example', '--token', 't')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('never sent to another machine unencrypted'),
    });
    expect(await run('console', '--token', 't')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("option '--token <token>' is for a running gateway"),
    });
    expect(await run('console', '--profile', 'nowhere')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no profile nowhere'),
    });
    const port = new URL(gateway.url).port;
    expect(await run('console', '--gateway', gateway.url, '--port', port)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Port \d+ is in use: /),
    });
    const env = { GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent' };
    const none = start(['console', '--gateway', gateway.url, '--google-identity'], env);
    expect(await none.done).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^Google gives no identity token for http/),
    });
  });
});
