/** The way out to a receiver of webhooks. */
import type { ReceiverAnswer } from '../webhooks/verdict.ts';

export interface WebhookRequest {
  /** Absolute, http or https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WebhookSender {
  /**
   * Posts once. Follows no redirect, goes to no address that is blocked, and waits for 15 s at most until the
   * headers of the answer are there; of its body nothing is kept. Never throws.
   */
  post(request: WebhookRequest): Promise<ReceiverAnswer>;
}
