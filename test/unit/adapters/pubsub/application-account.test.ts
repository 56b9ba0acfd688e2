import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Impersonated, JWT } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { authenticateAs } from '../../../../shared/adapters/pubsub/application-account.ts';

const ACCOUNT = 'application@modigie.example';
const OWN = 'gateway@company.example';
const SCOPE = 'https://www.googleapis.com/auth/pubsub';
const folder = mkdtempSync(join(tmpdir(), 'application-account-'));

/** A key as Google hands it out, for nobody. */
function keyOf(email: string): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const path = join(folder, `${email}.json`);
  const key = { type: 'service_account', client_email: email, private_key: privateKey, project_id: 'p' };
  writeFileSync(path, JSON.stringify(key));
  return path;
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
