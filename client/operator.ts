/** For those who operate a gateway: an entry of its own, so that other programs do not load it. */

import { Audit } from './audit.ts';
import { CALLS, OPERATOR_CALLS } from './call-table.ts';
import { Caller } from './caller.ts';
import type { Job } from './job-state.ts';
import { Operations } from './operations.ts';
import type { CallOptions, GatewayOptions } from './options.ts';

export type { AuditFilter, AuditOptions } from './audit.ts';
export type { AuditEntry, AuditPage } from './audit-state.ts';
export type { Operation, OperationList, WrittenFilter } from './operation-state.ts';
export type { OperationOrder, Selected, StartOptions, WatchOptions } from './operations.ts';
export type { Audit, Operations };

/** An act on one job, and why. */
export interface ActOptions extends CallOptions {
  /** In your own words; 500 characters at most. The audit keeps it for good: no personal data. */
  readonly reason?: string | undefined;
}

/**
 * Operating a modigie-gateway. It takes the options of `ModigieGateway`, and throws the same errors.
 * @example
 * const operator = new Operator({ url: 'https://gateway.example.com', auth: () => token });
 * for await (const entry of operator.audit.list({ since: '2h' })) console.log(entry.actor, entry.target);
 */
export class Operator {
  readonly audit: Audit;
  readonly operations: Operations;
  readonly #caller: Caller;

  /** @throws TypeError as `ModigieGateway` does */
  constructor(options: GatewayOptions) {
    const caller = new Caller(options, { ...CALLS, ...OPERATOR_CALLS });
    this.audit = new Audit(caller);
    this.operations = new Operations(caller);
    this.#caller = caller;
  }

  /**
   * Has the identical request of a job published again, so that Modigie says again how it ended. It costs
   * nothing. Of a root ID, the attempt by which its lineage is told.
   */
  async replay(requestId: string, { reason, ...options }: ActOptions = {}): Promise<Job> {
    const body = reason === undefined ? undefined : JSON.stringify({ reason });
    return (await this.#caller.call('replayJob', { requestId, body }, options)).value;
  }

  /** Has the result of a job delivered once more, under the same `dedupKey`. */
  async redeliver(requestId: string, { reason, ...options }: ActOptions = {}): Promise<Job> {
    const body = reason === undefined ? undefined : JSON.stringify({ reason });
    return (await this.#caller.call('redeliverJob', { requestId, body }, options)).value;
  }
}
