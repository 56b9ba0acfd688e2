/** `serve`: the gateway of one machine, where the emulator and a repository play Modigie. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from '../../local/tcp-ports.ts';
import { commandLine } from './command-line.ts';
import { type EmulatedModigie, startModigie } from './modigie-on-emulator.ts';
import { waitFor } from './wait-for.ts';

const emulators = inject('emulators');
const TOKEN = 'a-token-of-this-test-alone';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe.skipIf(!emulators)('serve', () => {
  const env = { PUBSUB_EMULATOR_HOST: emulators?.PUBSUB_EMULATOR_HOST ?? '' };
  const { start, file, text } = commandLine();
  let modigie: EmulatedModigie;
  beforeAll(async () => {
    modigie = await startModigie(env.PUBSUB_EMULATOR_HOST);
    await file('token', `${TOKEN}\n`);
  });
  afterAll(() => modigie.stop());

  const configFile = (name: string, more: object = {}) =>
    file(
      name,
      JSON.stringify({ ...modigie.given, tokenFile: 'token', port: 0, ledger: `${name}.sqlite`, ...more }),
    );

  async function serving(config: string) {
    const served = start(['serve', '--config', config], env);
    // Killed, it would leave answers with the emulator, which gives them to others a minute later.
    onTestFinished(async () => {
      served.child.kill('SIGTERM');
      await served.done;
    });
    const url = await waitFor(() => /at (http:\S+?),/.exec(served.output.stdout)?.[1]);
    const call = (path: string, init: RequestInit = {}) =>
      fetch(url + path, {
        ...init,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      });
    const submit = (requestId: string) =>
      call('/v1/jobs', {
        method: 'POST',
        body: JSON.stringify({
          requestId,
          jobType: 'enrichMobile',
          payload: {
            person: { firstName: 'Ann', lastName: 'Lee' },
            employment: { company: { title: 'Acme' } },
            urls: [{ url: { userFormat: 'https://linkedin.com/in/ann-lee' }, rels: ['linkedInUser'] }],
          },
        }),
      });
    return { ...served, url, call, submit };
  }

  it('takes jobs, and gives results to a file and to a webhook, which had been away; it ends cleanly', async () => {
    const posted: { readonly id: unknown; readonly body: string }[] = [];
    const receiver = createServer(async (request, response) => {
      posted.push({ id: request.headers['webhook-id'], body: await textOf(request) });
      // The first is not taken.
      response.writeHead(posted.length === 1 ? 503 : 204).end();
    });
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void receiver.close());
    const { port } = receiver.address() as AddressInfo;
    await file('secret', SECRET);
    const config = await configFile('served.json', {
      results: { file: 'served.ndjson' },
      webhooks: [{ name: 'crm', url: `http://127.0.0.1:${port}/hook`, secretFile: 'secret' }],
    });
    const gateway = await serving(config);
    expect((await gateway.submit('served-1')).status).toBe(202);
    const line = await waitFor(async () => (await text('served.ndjson').catch(() => '')) || undefined);
    expect(JSON.parse(line)).toMatchObject({ requestId: 'served-1', status: 'completed' });
    await waitFor(() => (posted.length > 0 ? true : undefined));

    gateway.child.kill('SIGTERM');
    expect(await gateway.done).toMatchObject({ code: 0, stdout: expect.stringMatching(/Stopped\.\n$/) });
    expect(gateway.output.stderr).not.toMatch(/Ann|Acme|ann-lee|linkedin/i);

    // The result that was not taken is in the ledger, and is posted by the next run.
    const again = await serving(config);
    await waitFor(() => (posted.length > 1 ? true : undefined));
    expect(new Set(posted.map(({ id }) => id)).size).toBe(1);
    expect(await (await again.call('/v1/jobs/served-1')).json()).toMatchObject({ status: 'completed' });
  });

  it('gives results to a topic', async () => {
    const { pubsub } = modigie;
    const [topic] = await pubsub.createTopic('results');
    const [subscription] = await topic.createSubscription('consumer');
    onTestFinished(() => subscription.close());
    const { submit } = await serving(await configFile('topic.json', { results: { topic: topic.name } }));
    const taken = new Promise((resolve) => {
      subscription.on('message', (message) => {
        message.ack();
        resolve({ ...message.attributes, body: JSON.parse(String(message.data)) });
      });
    });
    expect((await submit('topic-1')).status).toBe(202);
    expect(await taken).toMatchObject({
      requestId: 'topic-1',
      dedupKey: expect.any(String),
      body: { status: 'completed', final: true },
    });
  });

  it('tells of a result that waits for a webhook which is configured no more, and keeps it', async () => {
    let calls = 0;
    const receiver = createServer(() => {
      calls += 1;
    });
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      receiver.closeAllConnections();
      receiver.close();
    });
    const { port } = receiver.address() as AddressInfo;
    await file('secret', SECRET);
    const webhooks = [{ name: 'crm', url: `http://127.0.0.1:${port}/hook`, secretFile: 'secret' }];
    const gateway = await serving(await configFile('removed.json', { webhooks }));
    await gateway.submit('removed-1');
    await waitFor(() => (calls > 0 ? true : undefined));
    // Killed, since a stop would wait for the receiver.
    gateway.child.kill('SIGKILL');
    await gateway.done;

    const again = await serving(await configFile('removed.json'));
    await waitFor(() => /"event":"webhook.unknown".*"webhook":"crm"/.exec(again.output.stderr) ?? undefined);
    again.child.kill('SIGTERM');
    await again.done;
    const config = await configFile('removed.json');
    const refused = await start(['ledger', 'export', 'removed.ndjson', '--config', config, '--yes'], env)
      .done;
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('1 for webhook-crm') });
  });

  it('is called with its token alone, from this machine alone', async () => {
    const { url, call } = await serving(await configFile('token.json'));
    const refused = await fetch(`${url}/v1/jobs:count`, {
      headers: { authorization: 'Bearer another-token-of-a-test' },
    });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await refused.json()).toMatchObject({
      type: expect.stringContaining('unauthenticated'),
      status: 401,
    });
    expect((await fetch(`${url}/v1/jobs:count`)).status).toBe(401);
    expect((await call('/v1/jobs:count')).status).toBe(200);
    // The console has no data of its own, and asks the person for the token.
    const page = await fetch(`${url}/console`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('&quot;needsToken&quot;:true');
    const read = `${url}/console/lists:read?jobType=enrichMobile`;
    expect((await fetch(read, { method: 'POST', body: 'id' })).status).toBe(401);
    const list = await call('/console/lists:read?jobType=enrichMobile', {
      method: 'POST',
      body: 'id,firstName\n',
    });
    expect(await list.json()).toMatchObject({
      status: 422,
      detail: expect.stringMatching(
        /^The list lacks the columns lastName, .*GATEWAY_TOKEN="\$\(cat \S+token\)" npm run enrich/,
      ),
    });
    expect((await call('/console/controls')).status).toBe(404);
    expect((await call('/console/lists:example')).status).toBe(404);

    // The console of the command line brings the token along.
    const opened = start(['console', '--gateway', url], { GATEWAY_TOKEN: TOKEN });
    const base = await waitFor(() => /: (http:\S+)\/console$/m.exec(opened.output.stdout)?.[1]);
    expect(opened.output.stdout).toContain('with the token that was given');
    expect((await fetch(`${base}/v1/jobs:count`)).status).toBe(200);
    opened.child.kill('SIGTERM');
    expect(await opened.done).toMatchObject({ code: 0 });
  });

  it('has its ledger to itself: a second process is refused, and told what to do', async () => {
    const config = await configFile('alone.json');
    const { url, submit } = await serving(config);
    const second = await start(['serve', '--config', config], env).done;
    expect(second).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/is in use: one process.*--gateway/s),
    });
    await file(
      'leads.csv',
      'id,firstName,lastName,company,linkedInUrl\nx,Ann,Lee,Acme,https://linkedin.com/in/ann-lee\n',
    );
    const list = await start(['enrich', 'leads.csv', '--config', config, '--yes'], env).done;
    expect(list).toMatchObject({ code: 2, stderr: expect.stringMatching(/is in use: .*--gateway/) });
    const sent = await start(['enrich', 'leads.csv', '--gateway', url, '--yes'], {
      ...env,
      GATEWAY_TOKEN: TOKEN,
    }).done;
    expect(sent).toMatchObject({ code: 0, stdout: expect.stringContaining('Charged now: 1') });
    expect((await submit('alone-1')).status).toBe(202);
  });

  it.each([
    ['no token', { tokenFile: undefined }, /^tokenFile is required by serve/],
    [
      'a token that can be guessed',
      { tokenFile: 'short' },
      /^tokenFile \S+short must hold one token of 16 characters/,
    ],
    [
      'a token that is not there',
      { tokenFile: 'nowhere' },
      /^tokenFile \S+nowhere cannot be read \(ENOENT\)/,
    ],
    [
      'a secret that is none',
      { webhooks: [{ name: 'crm', url: 'https://crm.example/hook', secretFile: 'short' }] },
      /^webhooks \(at \/0\/secretFile\): \S+short must hold one to three secrets/,
    ],
    [
      'a secret that is not there',
      { webhooks: [{ name: 'crm', url: 'https://crm.example/hook', secretFile: 'nowhere' }] },
      /nowhere cannot be read \(ENOENT\)/,
    ],
    [
      'a folder in place of the file of results',
      { results: { file: '.' } },
      /^results \(at \/file\) \S+ cannot be written \(no file\): name a file there/,
    ],
    ['a member that it does not know', { tokenfile: 'token' }, /unknown member "tokenfile"/],
  ])('says in a line what is wrong: %s', async (_, more, message) => {
    await file('short', 'short');
    const { code, stdout, stderr } = await start(
      ['serve', '--config', await configFile('wrong.json', more)],
      env,
    ).done;
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
  });

  it('says so when its port is in use', async () => {
    const { url } = await serving(await configFile('first.json'));
    const config = await configFile('second.json', { port: Number(new URL(url).port) });
    const second = await start(['serve', '--config', config], env).done;
    expect(second).toMatchObject({ code: 2, stderr: expect.stringMatching(/^port \d+ is in use/) });
  });

  it('takes no call before the wire was looked at: it could publish, and webhooks would miss the result', async () => {
    const asked = Promise.withResolvers<void>();
    const connections: Socket[] = [];
    const mute = createTcpServer((socket) => {
      connections.push(socket);
      asked.resolve();
    });
    await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
    const port = await freePort();
    const { child, done } = start(['serve', '--config', await configFile('early.json', { port })], {
      PUBSUB_EMULATOR_HOST: `127.0.0.1:${(mute.address() as AddressInfo).port}`,
    });
    await asked.promise;
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/v1/jobs:count`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect([status, headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect((await fetch(`http://127.0.0.1:${port}/v1/jobs:count`)).status).toBe(401);
    child.kill('SIGTERM');
    for (const socket of connections) socket.destroy();
    mute.close();
    expect(await done).toMatchObject({ code: 0 });
  });

  it('says how it is called so that no other user gets the token', async () => {
    await file("o'token", `${TOKEN}\n`);
    const { output } = await serving(await configFile('told.json', { tokenFile: "o'token" }));
    const [, call] = await waitFor(() => /\n {2}(printf .*)\n/.exec(output.stdout) ?? undefined);
    // Neither as an argument, which others may read, nor to the address of another who listens on [::1].
    expect(call).toMatch(
      /^printf 'Authorization: Bearer %s' "\$\(cat \S+\)" \| curl -H @- http:\/\/127\.0\.0\.1:/,
    );
    const { stdout } = await promisify(execFile)('sh', ['-c', `${call}`]);
    expect(JSON.parse(stdout)).toMatchObject({ byStatus: {} });
  });
});
