/** Key files as Google gives them, of accounts that are nobody's. */
import { generateKeyPairSync } from 'node:crypto';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const ACCOUNT = 'gateway@modigie-acme.iam.gserviceaccount.com';

/** Of a service account. */
export const KEY = {
  type: 'service_account',
  project_id: 'modigie-acme',
  private_key_id: '0123456789abcdef',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  client_email: ACCOUNT,
  client_id: '123456789012345678901',
  token_uri: 'https://oauth2.googleapis.com/token',
};
