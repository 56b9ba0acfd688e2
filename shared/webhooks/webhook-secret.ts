/** The secrets that sign: text of Standard Webhooks 1.0.0, "Signature scheme", several for a rotation. */

/** The bytes of a secret, 24 to 64 of them. */
export type WebhookSecret = Uint8Array;

const SECRET_PREFIX = 'whsec_';
const MOST_SECRETS = 3;
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

const HOW =
  'must hold one to three secrets, with white space between them: whsec_ and 24 to 64 bytes in base64, such as ' +
  'webhooks new-secret makes';

/** A text that holds something else. `message` says what it must be, and nothing of it. */
export class WebhookSecretError extends Error {
  readonly code = 'not-a-secret';
  constructor() {
    super(HOW);
    this.name = 'WebhookSecretError';
  }
}

/**
 * @param text one to three secrets with white space between them, the current one first
 * @throws WebhookSecretError for any other text
 */
export function readSecrets(text: string): readonly WebhookSecret[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > MOST_SECRETS) throw new WebhookSecretError();
  return words.map(secretOf);
}

/** @returns bytes as the text of a secret; as many random ones as `NEW_SECRET_BYTES` make a new one */
export function secretText(bytes: Uint8Array): string {
  return `${SECRET_PREFIX}${Buffer.from(bytes).toString('base64')}`;
}

export const NEW_SECRET_BYTES = 32;

function secretOf(word: string): WebhookSecret {
  const bytes = Buffer.from(word.slice(SECRET_PREFIX.length), 'base64');
  // Node.js passes over what is no base64: only what comes out again as it was is taken.
  const isWhole = word === secretText(bytes) && bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES;
  if (!isWhole) throw new WebhookSecretError();
  return bytes;
}
