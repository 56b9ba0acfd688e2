/** The client's front door. */

import { CALLS } from './call-table.ts';
import { Caller } from './caller.ts';
import type { Health } from './job-state.ts';
import { Jobs } from './jobs.ts';
import { Money } from './money.ts';
import type { CallOptions, GatewayOptions } from './options.ts';

/**
 * A modigie-gateway. Holds no connection: make one, and use it for as long as you like.
 * @example
 * const gateway = new ModigieGateway({ url: 'https://gateway.example.com', auth: () => token });
 * const { requestId } = await gateway.jobs.submit({ jobType: 'enrichMobile', payload });
 * const job = await gateway.jobs.wait(requestId);
 */
export class ModigieGateway {
  readonly jobs: Jobs;
  readonly money: Money;
  readonly #caller: Caller;

  /**
   * @throws TypeError when `url`, or another address that is given, is none, or is one to which the token of
   * `auth` would go unencrypted
   */
  constructor(options: GatewayOptions) {
    this.#caller = new Caller(options, CALLS);
    this.jobs = new Jobs(this.#caller);
    this.money = new Money(this.#caller);
  }

  /** Whether the gateway can be read. Rejects as every call does when it cannot. */
  async health(options?: CallOptions): Promise<Health> {
    return (await this.#caller.call('getHealth', {}, options)).value;
  }

  /** The gateway's own description of its API: an OpenAPI 3.1 document. */
  async openApi(options?: CallOptions): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#caller.call('getOpenApi', {}, options)).value;
  }
}
