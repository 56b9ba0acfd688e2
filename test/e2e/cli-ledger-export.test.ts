/** A whole ledger as a file, by the command that a person types. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MessageQueue } from '../../shared/adapters/sqlite/message-queue.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { START } from '../fixtures.ts';
import { ENDED_MOVE, JOBS, movableLedgers, REPOSITORY_ID } from './movable-ledgers.ts';

const { run, start, folder, inFolder, gateway, filledGateway, count } = movableLedgers();

describe('ledger export', () => {
  it('writes the whole ledger for its user alone, and has no gateway open the file any more', async () => {
    const { config, ledger, withLedger } = await filledGateway('here');
    const exported = await run('ledger', 'export', 'all.ndjson.gz', '--config', config, '--yes');
    expect(exported.code).toBe(0);
    expect(exported.stdout).toMatch(
      new RegExp(`^holds\\t2\\t[0-9a-f]{64}\nerasures\\t3\\t.*\njobs\\t${JOBS}\\t`, 's'),
    );
    expect(exported.stderr).toContain('It is personal data: keep it as such.');
    expect(statSync(inFolder('all.ndjson.gz')).mode & 0o777).toBe(0o600);
    const lines = gunzipSync(readFileSync(inFolder('all.ndjson.gz')))
      .toString()
      .trimEnd()
      .split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      format: 'modigie-gateway-ledger',
      repositoryId: REPOSITORY_ID,
      purpose: 'move',
    });
    expect(readdirSync(folder()).filter((name) => name.includes('partial'))).toEqual([]);
    await expect(withLedger(async () => undefined)).rejects.toThrow(
      `${ledger} was moved to ${inFolder('all.ndjson.gz')} at`,
    );
    // An archive that was lost is made again.
    const again = await run('ledger', 'export', 'again.ndjson', '--config', config, '--yes');
    expect(again).toMatchObject({ code: 0, stdout: exported.stdout });
    const reopened = await run('ledger', 'reopen', '--config', config, '--yes');
    expect(reopened).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${inFolder(ledger)} goes on.\n`),
    });
    expect(reopened.stderr).toContain('leads are requested by both, and paid twice');
    expect(await count({ withLedger })).toBe(JOBS);
  });

  it('as a copy leaves the ledger where it is, and asks nothing', async () => {
    const { config, withLedger } = await filledGateway('here');
    const exported = await run('ledger', 'export', 'backup.ndjson', '--copy', '--config', config);
    expect(exported).toMatchObject({ code: 0, stderr: expect.stringContaining('goes on.') });
    expect(await count({ withLedger })).toBe(JOBS);
  });

  it('of the same ledger has the same hashes each time', async () => {
    const { config } = await filledGateway('here');
    const [one, other] = [
      await run('ledger', 'export', 'a.ndjson', '--copy', '--config', config),
      await run('ledger', 'export', 'b.ndjson.gz', '--config', config, '--yes'),
    ];
    expect(one.stdout).toBe(other.stdout);
  });

  it('from Firestore is refused without credentials, before anything is read', async () => {
    const args = ['ledger', 'export', 'a.ndjson', '--project', 'a-project', '--repository', REPOSITORY_ID];
    const { code, stderr } = await start([...args, '--yes'], {
      FIRESTORE_EMULATOR_HOST: undefined,
      GOOGLE_APPLICATION_CREDENTIALS: inFolder('none.json'),
    }).done;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^No Google credentials: log in with gcloud auth application-default login/);
    expect(readdirSync(folder())).toEqual([]);
  });

  it.each([
    ['a crash', 'SIGKILL', null],
    ['Ctrl-C', 'SIGINT', 130],
  ])('that %s ends has no archive, leaves the ledger as it is, and is begun anew', async (_, signal, code) => {
    const { config, withLedger } = await filledGateway('here');
    const args = ['ledger', 'export', 'all.ndjson', '--config', config, '--yes'];
    const ended = await start(args, { NODE_OPTIONS: ENDED_MOVE, ENDED_BY: signal }).done;
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(existsSync(inFolder('all.ndjson'))).toBe(false);
    expect(await count({ withLedger })).toBe(JOBS);
    expect((await run(...args)).code).toBe(0);
    expect(readdirSync(folder()).filter((name) => name.startsWith('all'))).toEqual(['all.ndjson']);
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
    expect(await count({ withLedger })).toBe(JOBS);
  });

  it('is refused while results wait to be delivered, unless they are left', async () => {
    const { config, withLedger } = await filledGateway('here');
    await withLedger(async (_, file) => {
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
    await withLedger(async (_, file) => {
      file.database.exec("UPDATE jobs SET document = '{}' WHERE request_id = 'published'");
    });
    expect(await run('ledger', 'export', 'all.ndjson', '--config', config, '--yes')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('record published (malformed). Nothing was moved.'),
    });
    expect(readdirSync(folder()).filter((name) => name.includes('all'))).toEqual([]);
    expect(await count({ withLedger })).toBe(JOBS);
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
    expect(await count({ withLedger })).toBe(JOBS);
  });
});
