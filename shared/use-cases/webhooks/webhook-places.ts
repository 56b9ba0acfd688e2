/** Requests that an instance of deliver-webhooks takes at once: its `concurrency` in infra/webhooks.tf. */
export const CONCURRENCY = 80;

/**
 * How many requests one webhook may have under way in an instance: an equal part of those that the instance
 * takes. So a receiver that hangs holds up its own results, and no other webhook's.
 */
export class WebhookPlaces {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  /** @param webhooks how many there are */
  constructor(webhooks: number) {
    this.#most = Math.floor(CONCURRENCY / Math.max(1, webhooks));
  }

  /** @returns what `work` returns; undefined, at once, when the webhook's places are all taken */
  async within<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const taken = this.#taken.get(name) ?? 0;
    if (taken >= this.#most) return undefined;
    this.#taken.set(name, taken + 1);
    try {
      return await work();
    } finally {
      this.#taken.set(name, (this.#taken.get(name) ?? 1) - 1);
    }
  }
}
