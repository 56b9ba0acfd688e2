import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Account,
  authorizeAs,
  checkCredentials,
} from '../../../../../cli/standalone/wire/credentials.ts';
import { ACCOUNT } from './keys.ts';

const KEY: Account = { applicationKeyFile: '/keys/key.json' };
const ACTING: Account = { applicationAccount: ACCOUNT };

/** As google-auth-library throws a refusal of the token's address. */
function refused(status: number, description?: string) {
  const data = { error: 'invalid_grant', error_description: description };
  return Object.assign(new Error(`invalid_grant: ${description}`), {
    code: status,
    status,
    response: { data },
  });
}
const finding = (account: Account, error: unknown) => checkCredentials(account, () => Promise.reject(error));

describe('the credentials of a standalone gateway', () => {
  it('are in order when Google gives a token', async () => {
    expect(await checkCredentials(KEY, async () => new Headers())).toMatchObject({
      check: 'credentials',
      state: 'ok',
    });
  });

  it.each([
    [
      'a key that was deleted',
      KEY,
      refused(400, 'Invalid JWT Signature.'),
      'the key was deleted or disabled',
      'a new key',
    ],
    [
      'an account that is gone',
      KEY,
      refused(400, 'Invalid grant: account not found'),
      'the account does not exist',
      'a new key',
    ],
    [
      'an account that may not be acted as',
      ACTING,
      refused(403),
      "this machine's own account may not act as it",
      `roles/iam.serviceAccountTokenCreator on ${ACCOUNT}`,
    ],
    ['an account that is not there', ACTING, refused(404), 'or it does not exist', 'ask Modigie'],
    [
      "a person's login that has ended",
      {},
      refused(400, 'Token has been expired or revoked.'),
      'it answers 400',
      'gcloud auth application-default login',
    ],
    [
      'none at all',
      {},
      new Error('Could not load the default credentials. Browse to https://cloud.google.com/docs for more.'),
      'there are none on this machine',
      'applicationKeyFile',
    ],
  ])('are refused for %s, with what mends it', async (_, account, error, actual, fix) => {
    expect(await finding(account, error)).toMatchObject({
      check: 'credentials',
      state: 'wrong',
      actual: expect.stringContaining(actual),
      fix: expect.stringContaining(fix),
    });
  });

  it('that Google refuses for the clock are a fault of the clock', async () => {
    const words =
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
    expect(await finding(KEY, refused(400, words))).toMatchObject({
      check: 'clock',
      state: 'wrong',
      actual: 'the clock of this machine is wrong',
      fix: expect.stringContaining('timedatectl set-ntp true'),
    });
  });

  it.each([
    [
      'is not reached',
      Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }),
      'its address cannot be reached',
    ],
    ['is out of order', refused(503), 'it answers 503'],
  ])('that Google %s for are a fault of the network, which may pass', async (_, error, actual) => {
    expect(await finding(KEY, error)).toMatchObject({ check: 'network', state: 'wrong', actual });
  });

  it('that are no key are told of at the first call, as any fault', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
    const keyFile = join(folder, 'key.json');
    await writeFile(keyFile, '{}');
    const authorize = await authorizeAs({ applicationKeyFile: keyFile });
    await expect(authorize()).rejects.toThrow('The key file cannot be used.');
    await rm(folder, { recursive: true });
  });
});
