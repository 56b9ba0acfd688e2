/** A list sent to Modigie's own topics from one machine, where the emulator and a repository play Modigie. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openLedger } from '../ledger-files.ts';
import { commandLine } from './command-line.ts';
import { type EmulatedModigie, REPOSITORY, startModigie } from './modigie-on-emulator.ts';
import { waitFor } from './wait-for.ts';

const emulators = inject('emulators');
const HEADER = 'id,firstName,lastName,company,linkedInUrl';
const lead = (i: number | string) => `${i},Ann,Lee ${i},Acme,https://linkedin.com/in/ann-${i}`;
const listOf = (...leads: readonly string[]) => `${[HEADER, ...leads].join('\n')}\n`;

describe.skipIf(!emulators)('enrich --config', () => {
  const env = { PUBSUB_EMULATOR_HOST: emulators?.PUBSUB_EMULATOR_HOST ?? '' };
  const { start, file, text, rows, folder } = commandLine();
  let modigie: EmulatedModigie;
  beforeAll(async () => {
    modigie = await startModigie(env.PUBSUB_EMULATOR_HOST);
  });
  afterAll(() => modigie.stop());

  const enrich = (...args: readonly string[]) => start(['enrich', ...args], env);
  const configFile = (name: string, more: object = {}) =>
    file(name, JSON.stringify({ ...modigie.given, ...more }));

  it('sends a list, and pays nothing for it when it is sent again', async () => {
    const config = await configFile('modigie.json', { results: { file: 'results.ndjson' } });
    await file('leads.csv', listOf(lead('a'), lead('b'), 'c,Ann,,Acme,'));
    const first = await enrich('leads.csv', '--config', config, '--yes').done;
    expect(first.stderr).not.toMatch(/Error|!/);
    expect([first.code, first.stdout]).toEqual([3, expect.stringContaining('Charged now: 2')]);
    expect(await rows('leads.results.csv')).toMatchObject([
      { id: 'a', status: 'completed', mobile: expect.stringMatching(/^\+1/) },
      { id: 'b', status: 'completed' },
      { id: 'c', status: 'skipped' },
    ]);
    const lines = (await text('results.ndjson')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      lines.map(() => ({ dedupKey: expect.any(String), status: 'completed', final: true })),
    );
    const again = await enrich('leads.csv', '--config', config, '--yes').done;
    expect([again.code, again.stdout]).toEqual([3, expect.stringContaining('Charged now: 0, before: 2')]);
    expect(modigie.repository.charged()).toBe(2);
  });

  it('tells what a list would cost, and sends nothing of it; without an answer it is not sent', async () => {
    const config = await configFile('dry.json', { ledger: 'dry.sqlite' });
    await file('dry.csv', listOf(lead('d')));
    const dry = await enrich('dry.csv', '--config', config, '--dry-run').done;
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('1')]);
    const unasked = await enrich('dry.csv', '--config', config).done;
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringMatching(/^Nothing was sent: .*--yes/)]);
    const ledger = openLedger(`${folder()}/dry.sqlite`, REPOSITORY);
    expect(ledger.get('SELECT count(*) AS jobs FROM jobs')).toEqual({ jobs: 0 });
  });

  it('goes on after Ctrl-C', async () => {
    const config = await configFile('interrupted.json', { ledger: 'interrupted.sqlite' });
    const leads = Array.from({ length: 40 }, (_, i) => lead(`i${i}`));
    await file('interrupted.csv', listOf(...leads));
    const { child, done } = enrich('interrupted.csv', '--config', config, '--yes');
    await waitFor(() => (modigie.repository.stateOf('i0_enrichMobile_1') ? true : undefined));
    child.kill('SIGINT');
    expect(await done).toMatchObject({ code: 130, stdout: expect.stringMatching(/goes on\.$/m) });
    const before = modigie.repository.charged();
    const again = await enrich('interrupted.csv', '--config', config, '--yes').done;
    expect(again.code).toBe(0);
    expect(await rows('interrupted.results.csv')).toHaveLength(40);
    expect(modigie.repository.charged()).toBeLessThanOrEqual(before + 40);
    expect(modigie.repository.completedIds().filter((id) => id.startsWith('i'))).toHaveLength(40);
  });

  it('ends with a line where the ledger cannot grow, and goes on once it can', async () => {
    const config = await configFile('full.json', { ledger: 'full.sqlite' });
    await file('full.csv', listOf(...Array.from({ length: 150 }, (_, i) => lead(`f${i}`))));
    const args = ['enrich', 'full.csv', '--config', config, '--yes'];
    // In blocks of 512 bytes, or of 1024 in some shells.
    const full = await start(args, env, 'ulimit -f 450').done;
    expect([full.code, full.stderr, full.stdout]).toEqual([
      2,
      expect.stringMatching(/^The ledger \S+full\.sqlite cannot be (?:read or )?written: .*disk.*\.$/m),
      expect.stringMatching(/^Broken off\. The same command again requests nothing twice, and goes on\.$/m),
    ]);
    const again = await start(args, env).done;
    expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/completed +150$/m)]);
    expect(modigie.repository.completedIds().filter((id) => id.startsWith('f'))).toHaveLength(150);
  });

  it('ends at Ctrl-C while nothing answers its look at the wire', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const config = await configFile('silent.json', { ledger: 'silent.sqlite' });
    await file('silent.csv', listOf(lead('s')));
    const { child, done } = start(['enrich', 'silent.csv', '--config', config, '--yes'], {
      PUBSUB_EMULATOR_HOST: `127.0.0.1:${(silent.address() as AddressInfo).port}`,
    });
    await once(silent, 'connection');
    child.kill('SIGINT');
    expect(await done).toEqual({ code: 130, stdout: '', stderr: 'Nothing was sent.\n' });
    silent.close();
  });

  it('says how many results its webhooks have yet to take', async () => {
    await file('secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n');
    const config = await configFile('webhooks.json', {
      ledger: 'webhooks.sqlite',
      webhooks: [{ name: 'crm', url: 'http://127.0.0.1:9/hook', secretFile: 'secret' }],
    });
    await file('webhooks.csv', listOf(lead('w')));
    const { code, stderr } = await enrich('webhooks.csv', '--config', config, '--yes').done;
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^! The ledger keeps messages .* \(webhook-crm: 1\)\. .*serve/m),
    ]);
  });

  it('leaves nothing to go on with where a run that retries is refused', async () => {
    const config = await configFile('refused.json', { ledger: 'none/ledger.sqlite' });
    await file('refused.csv', listOf(lead('r')));
    const { code, stderr } = await enrich('refused.csv', '--config', config, '--yes', '--retry').done;
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no folder')]);
    await expect(text('refused.results.csv.retry')).rejects.toThrow('ENOENT');
  });

  it.each([
    ['no file', 'none.json', undefined, /none\.json is not there: .*init/],
    [
      'no JSON',
      'broken.json',
      '{"repositoryId":',
      /broken\.json is not valid .*\n {2}The file must be JSON/s,
    ],
    [
      'another repository',
      'other.json',
      { repositoryId: 'repository-2', ledger: 'dry.sqlite' },
      /dry\.sqlite belongs to the repository repository-1/,
    ],
    ['no ledger', 'none-of-ours.json', { ledger: 'dry.csv' }, /dry\.csv is no ledger, but another file/],
    ['a folder', 'folder.json', { ledger: '.' }, /./],
    [
      'a lost secret',
      'secret.json',
      { personPeppersFile: 'peppers' },
      /personPeppersFile \S+peppers cannot be read \(ENOENT\)/,
    ],
    [
      'another job type',
      'types.json',
      { jobTypes: { verifyMobile: { topic: 'projects/p/topics/t' } } },
      /job types verifyMobile/,
    ],
  ])('says in a line what is wrong: %s', async (_, name, content, message) => {
    if (typeof content === 'string') await file(name, content);
    else if (content !== undefined) await configFile(name, content);
    await file('one.csv', listOf(lead('one')));
    const { code, stderr, stdout } = await enrich('one.csv', '--config', name, '--yes').done;
    expect([code, stderr, stdout]).toEqual([2, expect.stringMatching(message), '']);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  it('asks of a list what the configuration says that the job type requires, and no more', async () => {
    const { topic } = modigie.given.jobTypes['enrichMobile'] ?? {};
    const config = await configFile('requires.json', {
      ledger: 'requires.sqlite',
      jobTypes: { enrichMobile: { topic, requires: ['lastName'] } },
    });
    await file('names.csv', 'id,lastName\nr,Lee\n');
    const { code, stdout } = await enrich('names.csv', '--config', config, '--dry-run', '--json').done;
    expect([code, stdout]).toEqual([0, expect.stringContaining('"new":1')]);
  });

  it('takes no example, and no gateway beside it', async () => {
    const config = await configFile('example.json');
    const example = await enrich('--example', '--config', config).done;
    expect([example.code, example.stderr]).toEqual([2, expect.stringContaining('200 invented people')]);
    const both = await enrich('one.csv', '--config', config, '--gateway', 'http://localhost:1').done;
    expect([both.code, both.stderr]).toEqual([
      2,
      expect.stringContaining("cannot be used with option '--gateway"),
    ]);
  });
});
