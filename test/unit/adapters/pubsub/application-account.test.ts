import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Impersonated, JWT } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isCredentialFault } from '../../../../shared/adapters/credential-fault.ts';
import { authenticateAs } from '../../../../shared/adapters/pubsub/application-account.ts';

const ACCOUNT = 'application@modigie.example';
const OWN = 'gateway@company.example';
const SCOPE = 'https://www.googleapis.com/auth/pubsub';
const folder = mkdtempSync(join(tmpdir(), 'application-account-'));

function fileOf(text: string): string {
  const path = join(folder, `${randomUUID()}.json`);
  writeFileSync(path, text);
  return path;
}

/** A key as Google hands it out, for nobody. */
function keyOf(email: string): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const key = { type: 'service_account', client_email: email, private_key: privateKey, project_id: 'p' };
  return fileOf(JSON.stringify(key));
}

describe("Modigie's application account", () => {
  beforeAll(() => vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', keyOf(OWN)));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('is nobody where none is named: the gateway acts as itself', async () => {
    expect(await authenticateAs({})).toBeUndefined();
  });

  it('is that of the key file', async () => {
    const client = await authenticateAs({ keyFile: keyOf(ACCOUNT) });
    expect(client).toBeInstanceOf(JWT);
    expect(client).toMatchObject({ email: ACCOUNT, scopes: [SCOPE] });
  });

  it.each([
    ['missing', () => join(folder, 'none.json')],
    ['a folder', () => folder],
    ['no JSON', () => fileOf('key')],
    ['of somebody, without a key', () => fileOf('{"type":"service_account","client_email":"a@b.example"}')],
    ['cut off', () => fileOf(readFileSync(keyOf(ACCOUNT), 'utf8').replace(/.{200}-----END/s, '-----END'))],
  ])('is for a person to mend where the key file is %s', async (_how, keyFile) => {
    await expect(authenticateAs({ keyFile: keyFile() })).rejects.toSatisfy(isCredentialFault);
  });

  it('is acted as by the own account where only its address is named', async () => {
    const client = await authenticateAs({ email: ACCOUNT });
    expect(client).toBeInstanceOf(Impersonated);
    expect(client).toMatchObject({
      targetPrincipal: ACCOUNT,
      targetScopes: [SCOPE],
      lifetime: 3600,
      sourceClient: { email: OWN },
    });
  });

  it('is that of the key file where both are named', async () => {
    expect(await authenticateAs({ email: ACCOUNT, keyFile: keyOf(ACCOUNT) })).toBeInstanceOf(JWT);
  });
});
