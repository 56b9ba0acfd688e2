/** `init` as a person runs it: by options, and before Google. */
import { once } from 'node:events';
import { stat, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeGoogle } from '../unit/cli/standalone/wire/fake-google.ts';
import { ACCOUNT, KEY } from '../unit/cli/standalone/wire/keys.ts';
import { commandLine } from './command-line.ts';
import { type GoogleWire, serveGoogle } from './google-wire.ts';
import { placesIn } from './init-place.ts';

const TOPIC = 'projects/modigie-acme/topics/enrich-mobile';
const SUBSCRIPTION = 'projects/modigie-acme/subscriptions/enrich-mobile-pull';

const { start, folder } = commandLine();

const place = placesIn(folder);
const given = (config: string, ...more: string[]) => [
  ...['init', '--config', config, '--repository-id', 'acme-production'],
  ...['--topic', `enrichMobile=${TOPIC}`, '--subscription', SUBSCRIPTION],
  ...more,
];
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe.concurrent('init by options', () => {
  it('tells of a secret that was there before where others know it, or it is none', async () => {
    const { at, config } = await place();
    await writeFile(join(at, 'modigie.token'), 'known-to-somebody-else', { mode: 0o644 });
    await symlink(join(at, 'nowhere'), join(at, 'modigie.peppers'));
    const args = given(config, '--default-credentials', '--no-check', '--yes');
    const { code, stdout, stderr } = await start(args).done;
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^warning\tfiles\tothers on this machine may read tokenFile .*chmod 600/m),
    ]);
    expect(stdout).toMatch(/^wrong\tfiles\tpersonPeppersFile cannot be used\t.*ENOENT/m);
    expect(stderr).toContain('Mend first what has a ✗ above');
  });

  it('tells of a ledger whose pepper is gone, before another one is made', async () => {
    const { at, config } = await place();
    await writeFile(join(at, 'ledger.sqlite'), '');
    const { code, stdout } = await start(given(config, '--default-credentials', '--no-check', '--yes')).done;
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^warning\tfiles\tthe ledger .* is there, and personPeppersFile .* is not\t/m),
    ]);
  });

  it('writes what was given, a token and a pepper, for this user alone, and no secret into the configuration', async () => {
    const { at, key, config, read } = await place();
    const args = given(
      config,
      '--key-file',
      key,
      '--results-file',
      join(at, 'results.ndjson'),
      '--no-check',
      '--yes',
    );
    const { code, stdout, stderr } = await start(args).done;
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(`Written, for this user alone: ${config}, modigie.token`),
    ]);
    expect(stdout).toMatch(/^ok\tledger\tthere is no ledger .* yet: the first start makes it/);
    const written = await read('modigie.json');
    expect(JSON.parse(written)).toEqual({
      repositoryId: 'acme-production',
      jobTypes: { enrichMobile: { topic: TOPIC } },
      responseSubscriptions: [SUBSCRIPTION],
      applicationKeyFile: 'key.json',
      ledger: 'ledger.sqlite',
      personPeppersFile: 'modigie.peppers',
      results: { file: 'results.ndjson' },
      port: 8080,
      tokenFile: 'modigie.token',
    });
    const secrets = [(await read('modigie.token')).trim(), (await read('modigie.peppers')).trim()];
    expect(secrets).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^1:[\w-]{43}$/)]);
    for (const name of ['modigie.json', 'modigie.token', 'modigie.peppers'])
      expect(await modeOf(join(at, name)), name).toBe(0o600);
    for (const secret of [...secrets, KEY.private_key])
      expect(written + stdout + stderr).not.toContain(secret);
  });

  it('names all that is missing where nobody can be asked', async () => {
    const { config } = await place();
    const { code, stderr } = await start(['init', '--config', config, '--repository-id', 'acme']).done;
    expect([code, stderr]).toEqual([
      2,
      'There is no terminal to ask at. Missing: --topic JOB_TYPE=TOPIC, --subscription SUBSCRIPTION, --key-file FILE (or --default-credentials), --yes.\n',
    ]);
  });

  it.each([
    ['--topic', 'enrichMobile=enrich-mobile', 'That is an ID alone: give the full name, with its project'],
    ['--topic', `enrichMobile=${SUBSCRIPTION}`, 'That is a subscription: give the topic'],
    ['--topic', `enrichmobile=${TOPIC}`, 'It is written enrichMobile.'],
    ['--topic', TOPIC, 'It must be a job type and its topic'],
    ['--subscription', TOPIC, 'That is a topic: give the subscription of its answers'],
    ['--repository-id', 'acme/production', 'It must be 1 to 128 letters'],
    ['--account', 'gateway', 'It must be the e-mail address of a service account'],
  ])('takes no %s %s', async (option, value, problem) => {
    const { code, stderr } = await start(['init', option, value]).done;
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });

  it('never writes over another configuration, unless it is told to, and then keeps token and pepper', async () => {
    const { key, config, read } = await place();
    const args = given(config, '--key-file', key, '--no-check', '--yes');
    await start(args).done;
    const before = await Promise.all(['modigie.json', 'modigie.token', 'modigie.peppers'].map(read));
    const again = await start(args).done;
    expect([again.code, again.stderr]).toEqual([
      2,
      expect.stringContaining('is there already, and is left as it is'),
    ]);
    const forced = await start([...args, '--force', '--results-topic', 'projects/acme/topics/results']).done;
    expect([forced.code, forced.stderr]).toEqual([
      0,
      expect.stringContaining('(the token of callers, as it was)'),
    ]);
    const [config2 = '', ...secrets] = await Promise.all(
      ['modigie.json', 'modigie.token', 'modigie.peppers'].map(read),
    );
    expect(secrets).toEqual(before.slice(1));
    expect(JSON.parse(config2)).toMatchObject({ results: { topic: 'projects/acme/topics/results' } });
  });

  it('says which folder is missing, before anything is asked', async () => {
    const { at } = await place();
    const { code, stderr } = await start(given(join(at, 'none', 'modigie.json'), '--yes')).done;
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`There is no folder ${join(at, 'none')}: make it`),
    ]);
  });
});

describe('init before Google', () => {
  const google = new FakeGoogle().topic(TOPIC).subscription(SUBSCRIPTION, { isSeen: false });
  let wire: GoogleWire;
  beforeAll(async () => {
    wire = await serveGoogle(google);
  });
  afterAll(() => wire.close());

  it('finds all in order, as the account of the key', async () => {
    const { key, config } = await place();
    const { code, stdout } = await start(given(config, '--key-file', key, '--yes'), wire.env).done;
    expect(stdout.split('\n').map((line) => line.split('\t').slice(0, 2).join(' '))).toEqual([
      ...[
        'ok ledger',
        'ok disk',
        'ok key-file',
        'ok clock',
        'ok credentials',
        'ok topics',
        'ok subscriptions',
        '',
      ],
    ]);
    expect(stdout).toContain(`${ACCOUNT} may publish on each request topic: 1`);
    expect(code).toBe(0);
  });

  it('writes what was given though something is wrong, and says what mends it', async () => {
    const { key, config, read } = await place();
    const args = ['init', '--config', config, '--repository-id', 'acme', '--key-file', key, '--yes'];
    const names = ['--topic', 'enrichMobile=projects/other/topics/none', '--subscription', SUBSCRIPTION];
    const { code, stdout, stderr } = await start([...args, ...names], wire.env).done;
    expect(stdout).toContain('wrong\ttopics\tthere is no topic projects/other/topics/none\t');
    expect(stderr).toContain(
      `Mend first what has a ✗ above, and check it again: npm run gateway -- doctor --config ${config}`,
    );
    expect(code).toBe(1);
    expect(JSON.parse(await read('modigie.json'))).toMatchObject({ repositoryId: 'acme' });
  });

  it('tells a network that fails, and is ended by Ctrl-C while it waits for one', async () => {
    const { key, config } = await place();
    const args = given(config, '--key-file', key, '--yes');
    const nowhere = await start(args, { ...wire.env, GOOGLE_STAND_IN: '1' }).done;
    expect(nowhere.stdout).toContain(
      'wrong\tnetwork\tGoogle gives no token for the key in applicationKeyFile\t',
    );
    expect(nowhere.code).toBe(1);
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const waiting = start(given(`${config}.2`, '--key-file', key, '--yes'), {
      ...wire.env,
      GOOGLE_STAND_IN: String(port),
    });
    await once(silent, 'connection');
    waiting.child.kill('SIGINT');
    expect(await waiting.done).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('Nothing was written.'),
    });
    silent.close();
  });

  it('tells a key that was deleted', async () => {
    const { key, config } = await place();
    wire.refusal = 'Invalid JWT Signature.';
    const { code, stdout } = await start(given(config, '--key-file', key, '--yes'), wire.env).done;
    wire.refusal = undefined;
    expect(stdout).toContain('the key was deleted or disabled, or is of another account');
    expect(code).toBe(1);
  });
});
