import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretFiles } from '../../../../shared/adapters/system/secret-files.ts';
import { type Instant, instant, later } from '../../../../shared/jobs/instant.ts';
import { readSecrets } from '../../../../shared/webhooks/webhook-secret.ts';
import { SECRETS } from '../../../webhooks/judge.ts';

const [A = '', B = '', C = ''] = SECRETS;

let folder: string;
let file: string;
let now: Instant;
let secrets: SecretFiles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  file = join(folder, 'secret');
  now = instant(0);
  secrets = new SecretFiles({ now: () => now, sleep: async () => undefined });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('secrets in files', () => {
  it('are read anew after a minute, and not before', async () => {
    await writeFile(file, A);
    expect(await secrets.read(file)).toEqual(readSecrets(A));
    await writeFile(file, `${B} ${A}`);
    now = later(now, 59_999);
    expect(await secrets.read(file)).toEqual(readSecrets(A));
    now = later(now, 1);
    expect(await secrets.read(file)).toEqual(readSecrets(`${B} ${A}`));
    await writeFile(file, B);
    now = later(now, 60_000);
    expect(await secrets.read(file)).toEqual(readSecrets(B));
  });

  it('are read anew when the clock was put back', async () => {
    now = instant(3_600_000);
    await writeFile(file, A);
    await secrets.read(file);
    await writeFile(file, B);
    now = instant(0);
    expect(await secrets.read(file)).toEqual(readSecrets(B));
  });

  it('are read once by many at once', async () => {
    await writeFile(file, A);
    const [first, second] = await Promise.all([secrets.read(file), secrets.read(file)]);
    expect(first).toBe(second);
  });

  it('of one file are not those of another', async () => {
    await writeFile(file, A);
    await writeFile(`${file}-2`, C);
    expect(await secrets.read(file)).toEqual(readSecrets(A));
    expect(await secrets.read(`${file}-2`)).toEqual(readSecrets(C));
  });

  it('that cannot be read are told by a code, and are there as soon as they are mended', async () => {
    await expect(secrets.read(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(secrets.read(folder)).rejects.toMatchObject({ code: 'EISDIR' });
    await writeFile(file, 's3cret');
    const refused = await secrets.read(file).catch((error) => error);
    expect(refused).toMatchObject({ name: 'SecretUnavailableError', code: 'not-a-secret' });
    expect(JSON.stringify(refused)).not.toContain('s3cret');
    await writeFile(file, A);
    expect(await secrets.read(file)).toEqual(readSecrets(A));
  });

  it('that turn bad are used no longer than a minute', async () => {
    await writeFile(file, A);
    await secrets.read(file);
    await writeFile(file, 'nonsense');
    now = later(now, 60_000);
    await expect(secrets.read(file)).rejects.toMatchObject({ code: 'not-a-secret' });
  });
});
