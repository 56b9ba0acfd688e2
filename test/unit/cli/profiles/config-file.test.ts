import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../../cli/output/user-error.ts';
import {
  configPath,
  isProfileName,
  readProfiles,
  writeProfiles,
} from '../../../../cli/profiles/config-file.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-file-'));
  path = join(folder, 'deep', 'modigie-gateway', 'config.json');
});
afterEach(() => rm(folder, { recursive: true }));

const PROD = { gateway: 'https://a.example', operate: 'https://b.example', googleIdentity: true };
const profiles = { current: 'prod', byName: new Map([['prod', PROD]]) };

async function written(text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

describe('the file of profiles', () => {
  it.each([
    ['by XDG_CONFIG_HOME', { XDG_CONFIG_HOME: '/home/ann/.cfg' }, 'linux', '/home/ann/.cfg'],
    ['in .config without it', {}, 'darwin', join(homedir(), '.config')],
    ['in .config for a relative one', { XDG_CONFIG_HOME: 'cfg' }, 'linux', join(homedir(), '.config')],
    ['in .config for an empty one', { XDG_CONFIG_HOME: '' }, 'linux', join(homedir(), '.config')],
    ['by APPDATA on Windows', { APPDATA: '/roaming', XDG_CONFIG_HOME: '/x' }, 'win32', '/roaming'],
  ] as const)('is %s', (_where, env, platform, config) => {
    expect(configPath(env, platform)).toBe(join(config, 'modigie-gateway', 'config.json'));
  });

  it('is made with its folder, for one person alone, and read back', async () => {
    await writeProfiles(path, profiles);
    expect(await readProfiles(path)).toEqual(profiles);
    expect([(await stat(path)).mode & 0o777, (await stat(dirname(path))).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
    expect(await readdir(dirname(path))).toEqual(['config.json']);
  });

  it('is for one person alone, too, when it was not before', async () => {
    await chmod(await written('{"profiles":{}}'), 0o644);
    await writeProfiles(path, profiles);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('may be a link, whose target is written', async () => {
    const target = join(folder, 'dotfile.json');
    await writeFile(target, '{"profiles":{}}');
    await mkdir(dirname(path), { recursive: true });
    await symlink(target, path);
    await writeProfiles(path, profiles);
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual({ current: 'prod', profiles: { prod: PROD } });
  });

  it('that is not there has none', async () => {
    expect(await readProfiles(path)).toEqual({ byName: new Map() });
  });

  it.each([
    ['not JSON', '{"profiles":', 'it is not JSON'],
    ['empty', '', 'it is not JSON'],
    ['something else', '[]', 'the file: Invalid input: expected object, received array'],
    ['without profiles', '{}', 'profiles: Invalid input: expected record, received undefined'],
    ['a profile without a gateway', '{"profiles":{"a":{}}}', 'profiles.a.gateway: Invalid input'],
    [
      'an address that is none',
      '{"profiles":{"a":{"gateway":"sesame"}}}',
      'profiles.a.gateway: must be an address such as https://gateway.example.com',
    ],
    [
      'an address with a password',
      '{"profiles":{"a":{"gateway":"https://me:sesame@a.example"}}}',
      'profiles.a.gateway: must be an address',
    ],
    [
      'a token',
      '{"profiles":{"a":{"gateway":"https://a.example","token":"sesame"}}}',
      'profiles.a has the members token, which are none of a profile (a token is never kept there)',
    ],
    ['a name that is none', '{"profiles":{"a b":{"gateway":"https://a.example"}}}', 'profiles.a b: '],
  ])('that is broken is told with its place and a remedy, and without a value: %s', async (_what, text, why) => {
    const error = await readProfiles(await written(text)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as UserError;
    expect(message).toContain(`${path} cannot be used: ${why}`);
    expect(message).toContain('Mend it, or remove it and add its profiles anew');
    expect(message).not.toContain('sesame');
  });

  it('that cannot be read or written is told', async () => {
    await mkdir(path, { recursive: true });
    await expect(readProfiles(path)).rejects.toThrow(`${path} cannot be read (EISDIR).`);
    await expect(writeProfiles(path, profiles)).rejects.toThrow(`${path} cannot be written (EISDIR).`);
    expect(await readdir(dirname(path))).toEqual(['config.json']);
  });
});

describe('the name of a profile', () => {
  it.each(['prod', 'a', 'eu-west_1.prod', 'P'.repeat(64)])('may be %s', (name) => {
    expect(isProfileName(name)).toBe(true);
  });

  it.each(['', '-x', '.', 'a b', 'a/b', '__proto__', 'ä', 'P'.repeat(65), 'a\n'])('is not %j', (name) => {
    expect(isProfileName(name)).toBe(false);
  });
});
