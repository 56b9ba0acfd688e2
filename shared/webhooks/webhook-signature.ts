/** Signatures of Standard Webhooks 1.0.0 ("Signature scheme"), symmetric: `v1`. */
import { createHash, createHmac } from 'node:crypto';
import type { WebhookSecret } from './webhook-secret.ts';

/** A webhook as it is signed: the very bytes that go out, with the ID and time of their headers. */
export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: Uint8Array;
}

/** Characters behind `msg_`: 156 bits of the hash. */
const ID_LENGTH = 26;

/**
 * @param dedupKey of a result. It may have dots in it, with which the signed text would be ambiguous, so that
 * it is hashed
 * @returns the `webhook-id`: the same at every attempt, and for every webhook
 */
export function webhookIdOf(dedupKey: string): string {
  return `msg_${createHash('sha256').update(`v1/${dedupKey}`).digest('base64url').slice(0, ID_LENGTH)}`;
}

/** @returns the header `webhook-signature`: one signature for each secret, in their order */
export function signatureOf({ id, timestamp, body }: Signed, secrets: readonly WebhookSecret[]): string {
  return secrets
    .map((secret) => createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64'))
    .map((signature) => `v1,${signature}`)
    .join(' ');
}
