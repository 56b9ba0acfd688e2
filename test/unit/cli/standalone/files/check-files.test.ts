import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkFiles,
  checkOutput,
  checkPeppersKept,
} from '../../../../../cli/standalone/files/check-files.ts';
import { parseStandaloneConfig } from '../../../../../shared/config/standalone-config.ts';
import { secretText } from '../../../../../shared/webhooks/webhook-secret.ts';
import { GOOD_STANDALONE } from '../../../config/good-standalone.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  await file('token', 't'.repeat(43));
  await file('peppers', `1:${'p'.repeat(43)}`);
  await file('crm', secretText(new Uint8Array(32)));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const file = (name: string, text: string) => writeFile(at(name), text, { mode: 0o600 });

const check = (more: object = {}) =>
  checkFiles(
    parseStandaloneConfig(
      JSON.stringify({
        ...GOOD_STANDALONE,
        tokenFile: at('token'),
        personPeppersFile: at('peppers'),
        results: { file: at('results.ndjson') },
        webhooks: [{ name: 'crm', url: 'https://crm.example.com/hook', secretFile: at('crm') }],
        ...more,
      }),
    ),
  );

describe('the peppers of a ledger', () => {
  const kept = (more: object) => {
    const config = parseStandaloneConfig(JSON.stringify({ ...GOOD_STANDALONE, ...more }));
    return checkPeppersKept({ ...config, ledger: at('ledger.sqlite') });
  };

  it('are told of where they are gone, and the ledger is there', async () => {
    const gone = { personPeppersFile: at('gone') };
    expect(await kept(gone)).toEqual([]);
    await file('ledger.sqlite', '');
    expect(await kept(gone)).toMatchObject([
      {
        state: 'warning',
        seen: expect.stringContaining('gone is not'),
        fix: expect.stringContaining('old file'),
      },
    ]);
    expect(await kept({ personPeppersFile: at('peppers') })).toEqual([]);
    expect(await kept({ personPeppersFile: undefined })).toEqual([]);
  });
});

describe('the files of a configuration', () => {
  it('are in order when each can be used; results need none yet', async () => {
    expect(await check()).toEqual([
      expect.objectContaining({ state: 'ok', seen: '4 files of the configuration can be used' }),
    ]);
    await file('results.ndjson', '{}\n');
    expect(await check()).toEqual([expect.objectContaining({ state: 'ok' })]);
  });

  it.each([
    ['token', 'tokenFile', 'Zebediah', 'must hold one token of 16 characters or more'],
    ['token', 'tokenFile', 'Zebediah Zebediah Zebediah', 'must hold one token'],
    ['peppers', 'personPeppersFile', 'Zebediah', 'must be VERSION:SECRET'],
    ['crm', 'webhooks (at /0/secretFile)', 'Zebediah', 'must hold one to three secrets'],
  ])('are wrong when the %s holds something else, which is not told', async (name, member, text, fix) => {
    await file(name, text);
    const findings = await check();
    expect(findings).toEqual([
      expect.objectContaining({
        check: 'files',
        state: 'wrong',
        seen: `${member} cannot be used`,
        fix: expect.stringContaining(fix),
      }),
    ]);
    expect(JSON.stringify(findings)).not.toContain('Zebediah');
  });

  it.each(['token', 'peppers', 'crm'])('are wrong when the %s is not there', async (name) => {
    await rm(at(name));
    expect(await check()).toEqual([
      expect.objectContaining({
        state: 'wrong',
        fix: expect.stringContaining(`${at(name)} cannot be read (ENOENT)`),
      }),
    ]);
  });

  it('are warned of when others may read them', async () => {
    await rm(at('token'));
    await writeFile(at('token'), 't'.repeat(43), { mode: 0o644 });
    expect(await check()).toEqual([
      expect.objectContaining({ state: 'warning', fix: `chmod 600 ${at('token')}` }),
    ]);
  });

  it('need a token for serve alone', async () => {
    expect(await check({ tokenFile: undefined })).toEqual([
      expect.objectContaining({
        state: 'warning',
        seen: expect.stringContaining('serve does not start without it'),
      }),
    ]);
  });

  it('are wrong when results can be written nowhere', async () => {
    await mkdir(at('folder'));
    for (const path of [at('folder'), at('none/results.ndjson')])
      expect(await check({ results: { file: path } })).toEqual([
        expect.objectContaining({ state: 'wrong', seen: `results (at /file) ${path} cannot be written` }),
      ]);
  });

  it('are warned of when others may read results', async () => {
    await writeFile(at('results.ndjson'), '', { mode: 0o644 });
    expect(await check({ results: { file: at('results.ndjson') } })).toEqual([
      expect.objectContaining({ state: 'warning', fix: `chmod 600 ${at('results.ndjson')}` }),
    ]);
  });

  it('are wrong when results go to no file: another one is named, where there is a folder', async () => {
    await mkdir(at('folder'));
    for (const [path, other] of [
      [at('folder'), at('folder/results.ndjson')],
      ['/dev/null', '/dev/results.ndjson'],
    ] as const)
      expect(await checkOutput(path)).toMatchObject([
        { actual: 'no file', fix: expect.stringContaining(other) },
      ]);
  });
});
