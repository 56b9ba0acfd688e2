import { readFile } from 'node:fs/promises';
import type { Clock } from '../../ports/clock.ts';
import { SecretUnavailableError, type WebhookSecrets } from '../../ports/webhook-secrets.ts';
import { readSecrets } from '../../webhooks/webhook-secret.ts';

/** How long (ms) a file counts as it was read: rotating a secret takes so long, and no deployment. */
const KEPT_MS = 60_000;

interface Kept {
  readonly at: number;
  readonly secrets: Promise<readonly Uint8Array[]>;
}

/**
 * Secrets in files. Secret Manager's volumes give the latest version of a secret whenever a file is read
 * (cloud.google.com/run/docs/configuring/services/secrets), and what cannot be read is read again at once.
 */
export class SecretFiles implements WebhookSecrets {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async read(file: string): Promise<readonly Uint8Array[]> {
    const now = this.#clock.now();
    const kept = this.#kept.get(file);
    // A clock that was put back tells nothing of how long ago that was.
    if (kept && kept.at <= now && now - kept.at < KEPT_MS) return kept.secrets;
    const secrets = readNow(file);
    this.#kept.set(file, { at: now, secrets });
    // A failure is not kept; a read that has taken its place since is.
    secrets.catch(() => {
      if (this.#kept.get(file)?.secrets === secrets) this.#kept.delete(file);
    });
    return secrets;
  }
}

async function readNow(file: string): Promise<readonly Uint8Array[]> {
  try {
    return readSecrets(await readFile(file, 'utf8'));
  } catch (error) {
    throw new SecretUnavailableError(String((error as { code?: unknown }).code), error);
  }
}
