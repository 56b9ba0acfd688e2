/** A ledger moved by the commands that a person types: between the file of a standalone gateway and Firestore. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { firestoreStores } from '../../local/stacks/firestore-stores.ts';
import { sqliteStores } from '../../local/stacks/sqlite-stores.ts';
import { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { MessageQueue } from '../../shared/adapters/sqlite/message-queue.ts';
import { personKeysOf } from '../../shared/jobs/persons/person-keys.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { id, PEPPERS, publishedRecord, START } from '../fixtures.ts';
import { GOOD_STANDALONE } from '../unit/config/good-standalone.ts';
import { everyJob, fillWithEverything } from '../whole-ledger.ts';
import { commandLine } from './command-line.ts';

const emulators = inject('emulators');
const { run, start, folder } = commandLine();
const { repositoryId } = GOOD_STANDALONE;
const KEYED = { PERSON_PEPPERS: PEPPERS.map(({ version, secret }) => `${version}:${secret}`).join('\n') };
/** Letters of the samples were set aside long ago. */
const LIVE = everyJob().length;

/** A standalone gateway of this name, with a configuration and no ledger yet. */
function gateway(name: string, more: object = {}) {
  const path = (file: string) => join(folder(), file);
  writeFileSync(path(`${name}.peppers`), KEYED.PERSON_PEPPERS);
  writeFileSync(
    path(`${name}.json`),
    JSON.stringify({
      ...GOOD_STANDALONE,
      ledger: `${name}.sqlite`,
      personPeppersFile: `${name}.peppers`,
      ...more,
    }),
  );
  const withLedger = async <T>(
    work: (file: LedgerFile, stores: ReturnType<typeof sqliteStores>) => Promise<T>,
  ) => {
    const file = LedgerFile.open(path(`${name}.sqlite`), { repositoryId });
    try {
      return await work(file, sqliteStores(file, { telemetry: SILENT, peppers: PEPPERS }));
    } finally {
      file.close();
    }
  };
  return { config: `${name}.json`, ledger: `${name}.sqlite`, withLedger };
}

async function filledGateway(name: string) {
  const made = gateway(name);
  await made.withLedger((_, stores) => fillWithEverything(stores));
  return made;
}

beforeEach(() => {
  for (const name of readdirSync(folder())) rmSync(join(folder(), name), { recursive: true });
});

const inFolder = (name: string) => join(folder(), name);

describe('ledger export', () => {
  it('writes the whole ledger for its user alone, and has no gateway open the file any more', async () => {
    const { config, ledger, withLedger } = await filledGateway('here');
    const exported = await run('ledger', 'export', 'all.ndjson.gz', '--config', config, '--yes');
    expect(exported.code).toBe(0);
    expect(exported.stdout).toMatch(
      new RegExp(`^holds\\t2\\t[0-9a-f]{64}\nerasures\\t3\\t.*\njobs\\t${LIVE}\\t`, 's'),
    );
    expect(exported.stderr).toContain('It is personal data: keep it as such.');
    expect(statSync(inFolder('all.ndjson.gz')).mode & 0o777).toBe(0o600);
    const lines = gunzipSync(readFileSync(inFolder('all.ndjson.gz')))
      .toString()
      .trimEnd()
      .split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      format: 'modigie-gateway-ledger',
      repositoryId,
      purpose: 'move',
    });
    expect(readdirSync(folder()).filter((name) => name.includes('partial'))).toEqual([]);
    await expect(withLedger(async () => undefined)).rejects.toThrow(
      `${ledger} was moved to ${inFolder('all.ndjson.gz')} at`,
    );
    const reopened = await run('ledger', 'reopen', '--config', config, '--yes');
    expect(reopened).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${inFolder(ledger)} goes on.\n`),
    });
    expect(reopened.stderr).toContain('leads are requested by both, and paid twice');
    expect(await withLedger((_, stores) => stores.jobs.count({}))).toBe(LIVE);
  });

  it('as a copy leaves the ledger where it is, and asks nothing', async () => {
    const { config, withLedger } = await filledGateway('here');
    const exported = await run('ledger', 'export', 'backup.ndjson', '--copy', '--config', config);
    expect(exported).toMatchObject({ code: 0, stderr: expect.stringContaining('goes on.') });
    expect(await withLedger((_, stores) => stores.jobs.count({}))).toBe(LIVE);
  });

  it('of the same ledger has the same hashes each time', async () => {
    const { config } = await filledGateway('here');
    const [one, other] = [
      await run('ledger', 'export', 'a.ndjson', '--copy', '--config', config),
      await run('ledger', 'export', 'b.ndjson.gz', '--config', config, '--yes'),
    ];
    expect(one.stdout).toBe(other.stdout);
  });

  it('asks first, and does nothing where nobody can be asked', async () => {
    const { config, withLedger } = await filledGateway('here');
    expect(await run('ledger', 'export', 'all.ndjson', '--config', config)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'Nothing was done: there is no terminal to ask at. --yes does it without asking.',
      ),
    });
    expect(existsSync(inFolder('all.ndjson'))).toBe(false);
    expect(await withLedger((_, stores) => stores.jobs.count({}))).toBe(LIVE);
  });

  it('is refused while results wait to be delivered, unless they are left', async () => {
    const { config, withLedger } = await filledGateway('here');
    await withLedger(async (file) => {
      const subscriptions = ['webhook-crm'];
      const message = { attributes: {}, data: Buffer.from('{}') };
      await new MessageQueue(file).add([message, message], {
        subscriptions,
        publishedAt: timestampOf(START),
        now: START,
      });
    });
    expect(await run('ledger', 'export', 'all.ndjson', '--config', config, '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        '(2 for webhook-crm), and would be left behind: let serve deliver them first.',
      ),
    });
    const left = await run('ledger', 'export', 'all.ndjson', '--config', config, '--yes', '--leave-results');
    expect(left.code).toBe(0);
  });

  it('is refused where an entry cannot be read: it would be missing, and its lead be paid twice', async () => {
    const { config, withLedger } = await filledGateway('here');
    await withLedger(async (file) => {
      file.database.exec("UPDATE jobs SET document = '{}' WHERE request_id = 'published'");
    });
    expect(await run('ledger', 'export', 'all.ndjson', '--config', config, '--yes')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('record published (malformed). Nothing was moved.'),
    });
    expect(readdirSync(folder()).filter((name) => name.includes('all'))).toEqual([]);
    expect(await withLedger((_, stores) => stores.jobs.count({}))).toBe(LIVE);
  });

  it('is refused where it cannot be, in a line that says what to do', async () => {
    const { config, withLedger } = await filledGateway('here');
    const { config: empty } = gateway('empty');
    const refusal = async (...args: string[]) => {
      const { code, stderr } = await run('ledger', 'export', ...args, '--yes');
      expect(code).toBe(2);
      return stderr;
    };
    await withLedger(async () => {
      expect(await refusal('a.ndjson', '--config', config)).toMatch(
        /is in use: one process at a time may have it/,
      );
    });
    expect(await refusal('a.ndjson', '--config', empty)).toMatch(/^There is no ledger .*empty\.sqlite yet/);
    expect(await refusal('a.ndjson')).toMatch(/^Which ledger\? Give --config modigie\.json/);
    expect(await refusal('a.ndjson', '--project', 'a-project')).toMatch(
      /--repository is required with --project/,
    );
    expect(await refusal('a.ndjson', '--project', 'a-project', '--config', config)).toMatch(
      /cannot be used with/,
    );
    expect(await refusal('none/a.ndjson', '--config', config)).toMatch(
      /there is no such folder. Nothing was moved/,
    );
    writeFileSync(inFolder('there.ndjson'), 'mine');
    expect(await refusal('there.ndjson', '--config', config)).toMatch(/^there\.ndjson is there already/);
    expect(readFileSync(inFolder('there.ndjson'), 'utf8')).toBe('mine');
    expect(await withLedger((_, stores) => stores.jobs.count({}))).toBe(LIVE);
  });
});

describe('ledger import', () => {
  async function archive(): Promise<string> {
    const { config } = await filledGateway('here');
    expect((await run('ledger', 'export', 'all.ndjson', '--config', config, '--yes')).code).toBe(0);
    return 'all.ndjson';
  }

  it('fills another file, says that both are equal, and the gateway goes on there', async () => {
    const file = await archive();
    const there = gateway('there');
    const imported = await run('ledger', 'import', file, '--config', there.config, '--yes');
    expect(imported).toMatchObject({ code: 0, stderr: expect.stringContaining('Equal: ') });
    expect(imported.stderr).toContain(`${LIVE + 17} were written, 0 were there already.`);
    const jobs = await there.withLedger((_, stores) => stores.jobs.getMany([id('accepted')]));
    expect(jobs).toMatchObject([{ record: everyJob()[0] }]);
    const [keyed] = everyJob();
    const keys = keyed ? personKeysOf(keyed, PEPPERS) : [];
    const { found } = await there.withLedger((_, stores) => stores.jobs.findByPerson({ keys, limit: 9 }));
    expect(found.map(({ record }) => record.requestId)).toEqual(['accepted']);
    const again = await run('ledger', 'export', 'again.ndjson', '--copy', '--config', there.config);
    expect(again.stdout).toBe(imported.stdout);
  });

  it('goes on where a crash left it; until it is whole, no gateway has the file', async () => {
    const file = await archive();
    const there = gateway('there');
    const { child, done } = start(['ledger', 'import', file, '--config', there.config, '--yes'], {
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'crash-in-fill.ts')}`,
    });
    await done;
    expect(child.signalCode).toBe('SIGKILL');
    await expect(there.withLedger(async () => undefined)).rejects.toThrow(
      /is not whole: the import of .* broke off/,
    );
    const again = await run('ledger', 'import', file, '--config', there.config, '--yes');
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('Equal: ') });
    expect(again.stderr).toMatch(/[1-9]\d* were there already/);
    expect(await there.withLedger((_, stores) => stores.jobs.count({}))).toBe(LIVE);
  });

  it('is left at Ctrl-C, and goes on with the same command', async () => {
    const file = await archive();
    const there = gateway('there');
    const left = await start(['ledger', 'import', file, '--config', there.config, '--yes'], {
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'crash-in-fill.ts')}`,
      ENDED_BY: 'SIGINT',
    }).done;
    expect(left).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringMatching(/\nInterrupted\. The same command goes on\.\n$/),
    });
    const again = await run('ledger', 'import', file, '--config', there.config, '--yes');
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('Equal: ') });
  });

  it('is refused for an archive that is damaged, cut off, or of another repository', async () => {
    const file = await archive();
    const there = gateway('there');
    const refusal = async (name: string, config = there.config) => {
      const { code, stderr } = await run('ledger', 'import', name, '--config', config, '--yes');
      expect(code).toBe(2);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      return stderr;
    };
    const text = readFileSync(inFolder(file), 'utf8');
    writeFileSync(inFolder('damaged'), text.replace('lead-1', 'lead-2'));
    expect(await refusal('damaged')).toMatch(
      /^The archive damaged is damaged: its jobs are not what was written\./,
    );
    writeFileSync(inFolder('cut'), text.slice(0, -100));
    expect(await refusal('cut')).toMatch(/^The archive cut ends too early: it was cut off\./);
    expect(await refusal('none')).toMatch(/^The archive none is not there\./);
    const other = gateway('other', { repositoryId: 'other-company' });
    expect(await refusal(file, other.config)).toMatch(
      /^The archive all\.ndjson is of the repository acme-production, and this ledger is of other-company\./,
    );
    expect(readdirSync(folder()).filter((name) => /^(?:there|other)\.sqlite/.test(name))).toEqual([]);
  });

  it('makes no one ledger of two: neither of other jobs, nor of one that has gone on', async () => {
    const file = await archive();
    const busy = gateway('busy');
    await busy.withLedger((_, stores) => stores.jobs.create(publishedRecord('a-stranger')));
    expect(await run('ledger', 'import', file, '--config', busy.config, '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'such as a-stranger: nothing was written. Import into an empty ledger.',
      ),
    });
    expect(await busy.withLedger((_, stores) => stores.jobs.count({}))).toBe(1);
    const ahead = gateway('ahead');
    expect((await run('ledger', 'import', file, '--config', ahead.config, '--yes')).code).toBe(0);
    await ahead.withLedger(async (_, { jobs }) => {
      const stored = await jobs.get(id('published'));
      if (stored) await jobs.replace({ ...stored.record, tags: ['more=1'] }, stored.revision);
    });
    expect(await run('ledger', 'import', file, '--config', ahead.config, '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'The ledger has published (jobs) already, and it is not the one of the archive',
      ),
    });
  });

  it('says of a copy that two ledgers would pay twice', async () => {
    const { config } = await filledGateway('here');
    await run('ledger', 'export', 'copy.ndjson', '--copy', '--config', config);
    const there = gateway('there', { personPeppersFile: undefined });
    const { stderr } = await run('ledger', 'import', 'copy.ndjson', '--config', there.config, '--yes');
    expect(stderr).toContain('It is a copy: let no gateway go on with the ledger that it was made of');
    expect(stderr).toContain('Without peppers, persons are found by request ID alone.');
  });
});

describe.skipIf(!emulators)('a ledger that is moved to Firestore and back', () => {
  const project = `moved-${process.pid}`;
  const env = { FIRESTORE_EMULATOR_HOST: emulators?.FIRESTORE_EMULATOR_HOST, ...KEYED };
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: project });
  afterAll(() => firestore.terminate());
  const stores = firestoreStores(firestore, { repositoryId, telemetry: SILENT, peppers: PEPPERS });
  const ledger = (...args: string[]) => start(['ledger', ...args], env).done;
  const inCloud = ['--project', project, '--repository', repositoryId];

  it('is equal at each step, and found by person there as well', async () => {
    const here = await filledGateway('here');
    const first = await ledger('export', 'out.ndjson.gz', '--config', here.config, '--yes');
    const there = await ledger('import', 'out.ndjson.gz', ...inCloud, '--yes');
    expect(there).toMatchObject({ code: 0, stdout: first.stdout });
    const [keyed] = everyJob();
    const keys = keyed ? personKeysOf(keyed, PEPPERS) : [];
    expect((await stores.jobs.findByPerson({ keys, limit: 9 })).found).toHaveLength(1);
    const back = await ledger('export', 'back.ndjson', ...inCloud, '--yes');
    expect(back).toMatchObject({ code: 0, stdout: first.stdout });
    expect(back.stderr).toContain("hold all job types (holds place '*'), pause the schedules");
    const home = gateway('home');
    const again = await ledger('import', 'back.ndjson', '--config', home.config, '--yes');
    expect(again).toMatchObject({ code: 0, stdout: first.stdout });
    expect(await home.withLedger((_, { jobs }) => jobs.count({}))).toBe(LIVE);
  });

  it('is not moved where a gateway still writes to it', async () => {
    let writes = 0;
    let isOver = false;
    const writing = (async () => {
      for (; !isOver; writes += 1) await stores.jobs.create(publishedRecord(`new-${writes}`));
    })();
    const exported = await ledger('export', 'busy.ndjson', ...inCloud, '--yes');
    isOver = true;
    await writing;
    expect(writes).toBeGreaterThan(0);
    expect(exported).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(
        'The ledger has changed while it was read (jobs): something still writes to it.',
      ),
    });
    expect(existsSync(inFolder('busy.ndjson'))).toBe(false);
  });

  it('takes no peppers that are none', async () => {
    writeFileSync(inFolder('any'), '');
    const { code, stderr } = await start(['ledger', 'import', 'any', ...inCloud, '--yes'], {
      ...env,
      PERSON_PEPPERS: 'short',
    }).done;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^PERSON_PEPPERS must be VERSION:SECRET/);
  });
});
