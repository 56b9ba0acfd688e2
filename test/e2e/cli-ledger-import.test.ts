/** A ledger filled with what another one was exported to, by the command that a person types. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { firestoreStores } from '../../local/stacks/firestore-stores.ts';
import { personKeysOf } from '../../shared/jobs/persons/person-keys.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { id, PEPPERS, publishedRecord } from '../fixtures.ts';
import { everyJob } from '../whole-ledger.ts';
import { ENDED_MOVE, JOBS, movableLedgers, PERSON_PEPPERS, REPOSITORY_ID } from './movable-ledgers.ts';

const emulators = inject('emulators');
const { run, start, folder, inFolder, gateway, filledGateway, count } = movableLedgers();

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
    expect(imported.stderr).toContain(`${JOBS + 17} were written, 0 were there already.`);
    const jobs = await there.withLedger((stores) => stores.jobs.getMany([id('accepted')]));
    expect(jobs).toMatchObject([{ record: everyJob()[0] }]);
    const [keyed] = everyJob();
    const keys = keyed ? personKeysOf(keyed, PEPPERS) : [];
    const { found } = await there.withLedger((stores) => stores.jobs.findByPerson({ keys, limit: 9 }));
    expect(found.map(({ record }) => record.requestId)).toEqual(['accepted']);
    const again = await run('ledger', 'export', 'again.ndjson', '--copy', '--config', there.config);
    expect(again.stdout).toBe(imported.stdout);
  });

  it('goes on where a crash left it; until it is whole, no gateway has the file', async () => {
    const file = await archive();
    const there = gateway('there');
    const { child, done } = start(['ledger', 'import', file, '--config', there.config, '--yes'], {
      NODE_OPTIONS: ENDED_MOVE,
    });
    await done;
    expect(child.signalCode).toBe('SIGKILL');
    await expect(there.withLedger(async () => undefined)).rejects.toThrow(
      /is not whole: the import of .* broke off/,
    );
    const again = await run('ledger', 'import', file, '--config', there.config, '--yes');
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('Equal: ') });
    expect(again.stderr).toMatch(/[1-9]\d* were there already/);
    expect(await count(there)).toBe(JOBS);
  });

  it('is left at Ctrl-C, and goes on with the same command', async () => {
    const file = await archive();
    const there = gateway('there');
    const left = await start(['ledger', 'import', file, '--config', there.config, '--yes'], {
      NODE_OPTIONS: ENDED_MOVE,
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
    await busy.withLedger((stores) => stores.jobs.create(publishedRecord('a-stranger')));
    expect(await run('ledger', 'import', file, '--config', busy.config, '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'such as a-stranger: nothing was written. Import into an empty ledger.',
      ),
    });
    expect(await count(busy)).toBe(1);
    const ahead = gateway('ahead');
    expect((await run('ledger', 'import', file, '--config', ahead.config, '--yes')).code).toBe(0);
    await ahead.withLedger(async ({ jobs }) => {
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
  const env = { FIRESTORE_EMULATOR_HOST: emulators?.FIRESTORE_EMULATOR_HOST, PERSON_PEPPERS };
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: project });
  afterAll(() => firestore.terminate());
  const stores = firestoreStores(firestore, {
    repositoryId: REPOSITORY_ID,
    telemetry: SILENT,
    peppers: PEPPERS,
  });
  const ledger = (...args: string[]) => start(['ledger', ...args], env).done;
  const inCloud = ['--project', project, '--repository', REPOSITORY_ID];

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
    expect(await count(home)).toBe(JOBS);
  });

  it('is copied while it goes on, and says what that copy is', async () => {
    const copied = await ledger('export', 'copy.ndjson', '--copy', ...inCloud);
    expect(copied).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('the copy is of no single moment'),
    });
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
