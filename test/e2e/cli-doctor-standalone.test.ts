/** `doctor --config` as a person runs it: a standalone gateway that runs, and one that does not. */
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { KEY } from '../unit/cli/standalone/wire/keys.ts';
import { commandLine } from './command-line.ts';
import { createNames } from './modigie-names.ts';
import { waitFor } from './wait-for.ts';

const emulators = inject('emulators');
const env = { PUBSUB_EMULATOR_HOST: emulators?.PUBSUB_EMULATOR_HOST };

const { start, folder } = commandLine();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(!emulators)('doctor --config', () => {
  let names: Awaited<ReturnType<typeof createNames>>;
  beforeAll(async () => {
    names = await createNames(env.PUBSUB_EMULATOR_HOST ?? '', 'doctor-standalone');
  });

  let count = 0;
  /** A configuration as `init` writes it, in a folder of its own. */
  async function configured(more: object = {}) {
    const at = join(folder(), `gateway-${count++}`);
    await mkdir(at);
    const config = join(at, 'modigie.json');
    const file = (name: string, text: string) => writeFile(join(at, name), text, { mode: 0o600 });
    await file('key.json', JSON.stringify(KEY));
    await file('modigie.token', `${'t'.repeat(43)}\n`);
    await file('modigie.peppers', `1:${'p'.repeat(43)}\n`);
    const members = {
      repositoryId: 'acme-production',
      jobTypes: { enrichMobile: { topic: names.topic } },
      responseSubscriptions: [names.subscription],
      applicationKeyFile: 'key.json',
      personPeppersFile: 'modigie.peppers',
      results: { file: 'results.ndjson' },
      tokenFile: 'modigie.token',
      port: await freePort(),
      ...more,
    };
    await file('modigie.json', JSON.stringify(members));
    return {
      at,
      config,
      doctor: (...args: string[]) => start(['doctor', '--config', config, ...args], env).done,
    };
  }
  const statesOf = (stdout: string) =>
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t').slice(0, 2).join(' '));

  it('finds all in order but that it is a trial, and makes no ledger', async () => {
    const { at, doctor } = await configured();
    const { code, stdout, stderr } = await doctor();
    expect(statesOf(stdout)).toEqual([
      ...[
        'ok files',
        'ok ledger',
        'ok disk',
        'ok key-file',
        'warning credentials',
        'ok topics',
        'ok subscriptions',
      ],
    ]);
    expect(stderr).toMatch(/^… looking at .*modigie\.json\n6 in order, 1 to decide\.\n$/);
    expect(code).toBe(0);
    await expect(readFile(join(at, 'ledger.sqlite'))).rejects.toThrow('ENOENT');
  });

  it('tells all that is wrong at once, each with what mends it, and ends with exit code 1', async () => {
    const { at, doctor } = await configured({
      jobTypes: { enrichMobile: { topic: 'projects/doctor-standalone/topics/none' } },
      responseSubscriptions: [names.pushing],
    });
    LedgerFile.open(join(at, 'ledger.sqlite'), { repositoryId: 'acme-test' }).close();
    await rm(join(at, 'modigie.token'));
    await chmod(join(at, 'key.json'), 0o644);
    const { code, stdout } = await doctor('--json=check,state,actual');
    const wrong = JSON.parse(stdout).filter(({ state }: { state: string }) => state !== 'ok');
    expect(wrong).toEqual([
      { check: 'files', state: 'wrong', actual: 'one that cannot' },
      { check: 'ledger', state: 'wrong', actual: 'other-repository' },
      { check: 'key-file', state: 'warning', actual: 'mode 644' },
      { check: 'credentials', state: 'warning', actual: expect.stringContaining('an emulator at') },
      { check: 'topics', state: 'wrong', actual: 'no such topic, or none that the account is told of' },
      { check: 'subscriptions', state: 'wrong', actual: 'one that pushes' },
    ]);
    expect(code).toBe(1);
  });

  it('asks the gateway that has the ledger, with its token, for what is in it', async () => {
    const { config, doctor } = await configured();
    const serving = start(['serve', '--config', config], env);
    await waitFor(() => serving.output.stdout.includes('Ctrl-C stops it') || undefined);
    const { code, stdout } = await doctor();
    serving.child.kill('SIGTERM');
    await serving.done;
    expect(statesOf(stdout).filter((line) => line.startsWith('ok'))).toEqual(
      expect.arrayContaining(['ok ledger', 'ok overdue-timers', 'ok clocks']),
    );
    expect(stdout).toContain('has the ledger, and was asked');
    expect(stdout).not.toContain('tttttttt');
    expect(code).toBe(0);
  });

  it('says so where a process has the ledger that cannot be asked', async () => {
    const { at, doctor } = await configured();
    const file = LedgerFile.open(join(at, 'ledger.sqlite'), { repositoryId: 'acme-production' });
    const { code, stdout } = await doctor();
    file.close();
    expect(stdout).toContain('warning\tledger\tanother process has the ledger, and it was not looked at\t');
    expect(code).toBe(0);
  });

  it('looks at nothing for a configuration that is none, or beside a gateway or a project', async () => {
    const { config, doctor } = await configured({ port: 'Zebediah' });
    const invalid = await doctor();
    expect([invalid.code, invalid.stdout]).toEqual([2, '']);
    expect(invalid.stderr).toContain('port must be a whole number from 0 to 65535');
    for (const other of [
      ['--gateway', 'http://localhost:1'],
      ['--project', 'acme-crm-prod'],
      ['--profile', 'prod'],
    ]) {
      const both = await start(['doctor', '--config', config, ...other], env).done;
      expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('cannot be used with option')]);
    }
    const missing = await start(['doctor', '--config', 'none.json'], env).done;
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining('none.json is not there: make it by'),
    ]);
  });
});

describe.skipIf(!emulators)('a wire that does not work', () => {
  it.each([
    ['serve'],
    ['enrich', 'leads.csv', '--yes'],
  ])('keeps %s from starting, with a line', async (...command) => {
    const at = folder();
    await writeFile(join(at, 'leads.csv'), 'firstName,lastName,company\nAnn,Lee,Acme\n');
    await writeFile(join(at, 'token'), 't'.repeat(43), { mode: 0o600 });
    const members = {
      repositoryId: 'acme-production',
      jobTypes: { enrichMobile: { topic: 'projects/nobody/topics/none' } },
      responseSubscriptions: ['projects/nobody/subscriptions/none'],
      tokenFile: 'token',
    };
    await writeFile(join(at, 'broken.json'), JSON.stringify(members));
    const { code, stderr } = await start([...command, '--config', 'broken.json'], env).done;
    expect(stderr).toContain('there is no topic projects/nobody/topics/none');
    expect(stderr).toContain('there is no subscription projects/nobody/subscriptions/none');
    expect(code).toBe(2);
  });
});
