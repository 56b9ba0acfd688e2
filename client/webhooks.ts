/** The calls about webhooks, to which results are posted: `operator.webhooks`. */

import type { Caller } from './caller.ts';
import type { CallOptions } from './options.ts';
import type { Webhook, WebhookTest } from './webhook-state.ts';

/**
 * The webhooks of one gateway. They are configured where it is deployed.
 * @example
 * const { status, error } = await operator.webhooks.test('crm');
 * console.log(status ?? error);
 */
export class Webhooks {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async list(options?: CallOptions): Promise<readonly Webhook[]> {
    return (await this.#caller.call('listWebhooks', {}, options)).value.webhooks;
  }

  /** Posts a signed ping to a webhook now: what its receiver answers tells whether it takes results. */
  async test(name: string, options?: CallOptions): Promise<WebhookTest> {
    return (await this.#caller.call('testWebhook', { id: name }, options)).value;
  }
}
