/** For those who operate a gateway: an entry of its own, so that other programs do not load it. */

import { Audit } from './audit.ts';
import { CALLS, OPERATOR_CALLS } from './call-table.ts';
import { Caller } from './caller.ts';
import { type ChangesOptions, changes } from './changes.ts';
import type { Job, JobFilter } from './job-state.ts';
import type { LedgerReport } from './ledger-report.ts';
import type { CallOptions, GatewayOptions } from './options.ts';

export type { AuditFilter, AuditOptions } from './audit.ts';
export type { AuditEntry, AuditPage } from './audit-state.ts';
export type { ChangesOptions } from './changes.ts';
export type { Finding, LedgerReport } from './ledger-report.ts';
export type { Audit };

/**
 * Operating a modigie-gateway. It takes the options of `ModigieGateway`, and throws the same errors.
 * @example
 * const operator = new Operator({ url: 'https://gateway.example.com', auth: () => token });
 * for await (const entry of operator.audit.list({ since: '2h' })) console.log(entry.actor, entry.target);
 */
export class Operator {
  readonly audit: Audit;
  readonly #caller: Caller;

  /** @throws TypeError as `ModigieGateway` does */
  constructor(options: GatewayOptions) {
    this.#caller = new Caller(options, { ...CALLS, ...OPERATOR_CALLS });
    this.audit = new Audit(this.#caller);
  }

  /**
   * Each job that matches whenever it has changed, from now or `since` on, the earliest change first, without
   * end: the signal ends it. Of changes in quick succession the last is given; none that lasts is missed.
   * @example
   * for await (const job of operator.changes({ status: 'failed' })) console.log(job.requestId, job.cause);
   */
  changes(filter: JobFilter = {}, options: ChangesOptions = {}): AsyncGenerator<Job, void, undefined> {
    return changes(this.#caller, filter, options);
  }

  /**
   * The ledger, held against what it should be; nothing is changed.
   * @example
   * const { findings } = await operator.examineLedger();
   * for (const { state, seen, fix } of findings) if (state === 'wrong') console.log(seen, fix);
   */
  async examineLedger(callOptions?: CallOptions): Promise<LedgerReport> {
    return (await this.#caller.call('examineLedger', {}, callOptions)).value;
  }
}
