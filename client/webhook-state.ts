/**
 * Webhooks as a gateway shows them. Read tolerantly: what this version does not know are still strings. Held
 * to the schemas of shared/api by test/unit/client/types.test.ts.
 */

/** An address to which results are posted. */
export interface Webhook {
  readonly name: string;
  /** Of its address, the rest of which may be secret. */
  readonly host: string;
  /** Results with one of these statuses are posted; of any, where there are none. */
  readonly statuses: readonly string[];
  /** And of one of these job types. */
  readonly jobTypes: readonly string[];
  /** And with one of these tags, each as `name=value`. */
  readonly tags: readonly string[];
  /** `full`: the whole job; `thin`: IDs, status and event codes. */
  readonly payload: 'full' | 'thin' | (string & {});
  /** How many secrets sign at this moment; 0: they cannot be read, and nothing is posted. */
  readonly secrets: number;
}

/** All webhooks that are configured, in that order. */
export interface WebhookList {
  readonly webhooks: readonly Webhook[];
}

/** The answer to a ping, or why none came. */
export interface WebhookTest {
  /** HTTP status of the receiver's answer; null when none came. */
  readonly status: number | null;
  /** Why none came, as a code such as `ECONNREFUSED`; null when one came. */
  readonly error: string | null;
  /** How long it took. */
  readonly ms: number;
  /** The header `webhook-id` of this ping. */
  readonly webhookId: string;
  /** The headers that were sent, but for the signature. */
  readonly headers: Readonly<Record<string, string>>;
}
