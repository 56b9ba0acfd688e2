/** The judge of every webhook in the tests: the library of Standard Webhooks itself. */

import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const SECRETS = [1, 2, 3].map((n) => `whsec_${Buffer.alloc(32, n).toString('base64')}`);

/**
 * @returns the body as the library reads it. The time is that of the webhook: in tests another one passes
 * @throws WebhookVerificationError
 */
export function verified(secret: string, { headers, body }: Sent): Record<string, unknown> {
  const now = Number(headers['webhook-timestamp']) * 1_000;
  vi.useFakeTimers({ now, toFake: ['Date'] });
  try {
    return new Webhook(secret).verify(Buffer.from(body), { ...headers }) as Record<string, unknown>;
  } finally {
    vi.useRealTimers();
  }
}
