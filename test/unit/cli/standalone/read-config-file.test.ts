import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../../cli/output/user-error.ts';
import { readConfigFile } from '../../../../cli/standalone/read-config-file.ts';
import { GOOD_STANDALONE } from '../../config/good-standalone.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standalone-'));
  path = join(folder, 'modigie.json');
});
afterEach(() => rm(folder, { recursive: true }));

const write = (more: object) => writeFile(path, JSON.stringify({ ...GOOD_STANDALONE, ...more }));
const refusal = async (file = path) => {
  const error: unknown = await readConfigFile(file).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error('It was read.');
  expect(error.exitCode).toBe(2);
  return error.message;
};

describe('the file of a standalone gateway', () => {
  it('has paths from its own folder, wherever it is read from', async () => {
    const webhook = { name: 'crm', url: 'https://crm.example.com' };
    await write({
      applicationKeyFile: 'keys/key.json',
      personPeppersFile: '/etc/peppers',
      tokenFile: './token',
      results: { file: '../results.ndjson' },
      webhooks: [{ ...webhook, secretFile: 'crm.secret' }],
    });
    const expected = {
      repositoryId: 'acme-production',
      applicationKeyFile: join(folder, 'keys', 'key.json'),
      ledger: join(folder, 'ledger.sqlite'),
      personPeppersFile: '/etc/peppers',
      tokenFile: join(folder, 'token'),
      results: { file: join(folder, '..', 'results.ndjson') },
      webhooks: [{ ...webhook, secretFile: join(folder, 'crm.secret') }],
    };
    expect(await readConfigFile(path)).toMatchObject(expected);
    expect(await readConfigFile(relative(process.cwd(), path))).toMatchObject(expected);
  });

  it.each([
    ['the configuration itself', 'modigie.json'],
    ['applicationKeyFile', './key.json'],
    ['personPeppersFile', 'sub/../peppers'],
    ['tokenFile', 'token'],
    ['webhooks (at /0/secretFile)', 'crm.secret'],
    ['ledger', 'ledger.sqlite'],
    ['ledger', 'ledger.sqlite-wal'],
    ['ledger', 'ledger.sqlite.dead-letters.ndjson'],
  ])('lets results be added to no other file: %s', async (other, file) => {
    await write({
      applicationKeyFile: 'key.json',
      personPeppersFile: 'peppers',
      tokenFile: 'token',
      results: { file },
      webhooks: [{ name: 'crm', url: 'https://crm.example.com', secretFile: 'crm.secret' }],
    });
    expect(await refusal()).toContain(
      `results (at /file) must be a file of its own, such as results.ndjson: results are added to it, and this is ${other}`,
    );
  });

  it('names no file that is not in it', async () => {
    await write({});
    expect(await readConfigFile(path)).toMatchObject({
      applicationKeyFile: undefined,
      personPeppersFile: undefined,
      tokenFile: undefined,
      results: { file: undefined },
    });
  });

  it('that is not there says how it is made', async () => {
    expect(await refusal()).toBe(
      `${path} is not there: make it by npm run gateway -- init, or name another by --config FILE.`,
    );
  });

  it('that is a folder, or nobody may read, is none', async () => {
    await mkdir(path);
    expect(await refusal()).toContain('is a folder: give the path of the configuration file in it.');
    await write({}).catch(() => undefined);
    expect(await refusal(join(path, '\0'))).toContain('cannot be read (ERR_INVALID_ARG_VALUE)');
  });

  it('that is not valid lists each problem, and shows no value nor anything that a terminal obeys', async () => {
    await write({ port: 'Zebediah', '\u001b[2J': 1 });
    expect((await refusal()).split('\n')).toEqual([
      `${path} is not valid (docs/standalone.md explains each member):`,
      '  port must be a whole number from 0 to 65535',
      '  The file has the unknown member "\\u001b[2J": leave it out, or mend its spelling',
    ]);
    await writeFile(path, '{"repositoryId": Zebediah}');
    expect(await refusal()).toContain('  The file must be JSON');
    expect(await refusal()).not.toContain('Zebediah');
  });
});
