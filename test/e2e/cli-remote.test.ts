/** The command line against a gateway that has a path in front, asks for tokens, and whose tokens end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../../local/serve.ts';
import type { HttpHandler } from '../../shared/http/http.ts';
import { json, text } from '../../shared/http/http.ts';
import { commandLine } from './command-line.ts';
import { type ServedGateway, serveEmbeddedGateway } from './embedded-gateway.ts';
import { waitFor } from './wait-for.ts';

const { run, start, file, rows } = commandLine();
const HEADER = 'id,firstName,lastName,company,tags';

const servings: Serving[] = [];
const serving = async (handler: HttpHandler) => {
  const served = await serve(handler, 0);
  servings.push(served);
  return `http://127.0.0.1:${served.port}`;
};

let gateway: ServedGateway;
beforeAll(async () => {
  gateway = await serveEmbeddedGateway();
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all(servings.map(({ close }) => close()));
});

/** Google's front end: it lets nobody through without a token that `admits` takes. */
const guarded =
  (admits: (token: string) => boolean): HttpHandler =>
  async (request) =>
    admits(request.headers['authorization']?.replace('Bearer ', '') ?? '')
      ? gateway.stack.api(request)
      : text(401, { contentType: 'text/html', body: '<h1>Unauthorized</h1>' });

describe('an address with a path', () => {
  it.each(['/gateway', '/gateway/'])('keeps it: %s', async (prefix) => {
    const url = await serving(async (request) =>
      request.target.startsWith('/gateway/v1/')
        ? gateway.stack.api({ ...request, target: request.target.slice('/gateway'.length) })
        : text(404, { contentType: 'text/html', body: 'elsewhere' }),
    );
    await file('prefix.csv', `${HEADER}\np,Ann,Lee,Acme,\n`);
    expect(await run('enrich', 'prefix.csv', '--yes', '--gateway', `${url}${prefix}`)).toMatchObject({
      code: 0,
    });
    expect(await rows('prefix.results.csv')).toMatchObject([{ id: 'p', status: 'completed' }]);
    expect(await run('status', '--gateway', `${url}${prefix}`)).toMatchObject({ code: 0 });
  });
});

describe('a token', () => {
  it('that ends in a run loses nothing that is finished, and the next run goes on', async () => {
    let callsLeft = Number.POSITIVE_INFINITY;
    const url = await serving(
      guarded((token) => {
        callsLeft -= 1;
        return token === (callsLeft < 0 ? 'new' : 'old');
      }),
    );
    // The first lead is never answered: all others are finished behind it.
    const others = Array.from({ length: 20 }, (_, i) => `t-${i},Ann,Lee,Acme,`);
    await file('ends.csv', [HEADER, 's,Ann,Lee,Acme,synthetic.outcome=silent', ...others, ''].join('\n'));
    const due = gateway.stack.repository.charged() + others.length;
    const running = start([
      'enrich',
      'ends.csv',
      '--yes',
      '--gateway',
      url,
      '--token',
      'old',
      '--out',
      'ended.csv',
    ]);
    await waitFor(() => gateway.stack.repository.charged() >= due || undefined);
    // Enough for each of them to be read as finished.
    callsLeft = 5;
    const { code, stderr, stdout } = await running.done;
    expect([code, stderr]).toEqual([2, expect.stringContaining('refused the caller (401)')]);
    expect(stdout).toContain('completed');
    expect((await rows('ended.csv.partial')).map(({ id, status }) => `${id} ${status}`)).toEqual(
      others.map((_, i) => `t-${i} completed`),
    );
    await file('rest.csv', [HEADER, ...others, ''].join('\n'));
    const again = await run('enrich', 'rest.csv', '--yes', '--gateway', url, '--token', 'new');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Charged now: 0, before: 20\n') });
  });

  it('of a Google account is had for each address, and renewed, by enrich and status', async () => {
    const audiences: string[] = [];
    const metadata = await serving(metadataServer(audiences));
    const admitted: string[] = [];
    const address = await serving(
      guarded((token) => {
        admitted.push(token);
        return audienceOf(token) === address;
      }),
    );
    const query = await serving(guarded((token) => audienceOf(token) === query));
    const env = {
      GCE_METADATA_HOST: new URL(metadata).host,
      METADATA_SERVER_DETECTION: 'assume-present',
      GOOGLE_APPLICATION_CREDENTIALS: '',
      HOME: '/nonexistent',
    };
    const many = Array.from({ length: 3 }, (_, i) => `g-${i},Ann,Lee,Acme,`);
    await file('google.csv', [HEADER, ...many, ''].join('\n'));
    const both = ['--gateway', address, '--query', query, '--google-identity', '--concurrency', '1'];
    const enriched = await start(['enrich', 'google.csv', '--yes', ...both], env).done;
    expect([enriched.code, enriched.stderr.split('\n').filter((line) => !/^\d+%/.test(line))]).toEqual([
      0,
      [''],
    ]);
    expect(new Set(audiences)).toEqual(new Set([address, query]));
    expect(new Set(admitted).size).toBe(3);
    const status = await start(['status', '--gateway', query, '--google-identity'], env).done;
    expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining('completed') });
  });

  it('is of one kind, and told of where there is none', async () => {
    const there = ['status', '--gateway', gateway.url, '--google-identity'];
    const both = await run(...there, '--token', 't');
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('cannot be used with')]);
    // Something that is no metadata server answers in its place, as proxies do.
    const proxy = await serving(async () => text(403, { contentType: 'text/plain', body: 'no' }));
    const env = {
      GCE_METADATA_HOST: new URL(proxy).host,
      METADATA_SERVER_DETECTION: 'ping-only',
      GOOGLE_APPLICATION_CREDENTIALS: '',
      HOME: '/nonexistent',
    };
    const none = await start(there, env).done;
    expect([none.code, none.stderr]).toEqual([
      4,
      expect.stringMatching(
        /^Google gives no identity token for \S+: .* --token "\$\(gcloud auth print-identity-token\)".*\n$/,
      ),
    ]);
  });
});

/** As Google's: each token ends at once, and so is renewed before every call. */
function metadataServer(audiences: string[]): HttpHandler {
  return async ({ target }) => {
    const flavor = { 'metadata-flavor': 'Google' };
    const audience = new URL(target, 'http://metadata').searchParams.get('audience');
    if (audience === null) return json(200, {}, flavor);
    audiences.push(audience);
    const claims = { aud: audience, exp: Math.floor(Date.now() / 1000), n: audiences.length };
    const body = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    return text(200, { contentType: 'text/plain', body }, flavor);
  };
}

function audienceOf(token: string): string | undefined {
  const claims = token.split('.')[1];
  return claims && JSON.parse(Buffer.from(claims, 'base64url').toString()).aud;
}
