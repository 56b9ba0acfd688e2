/** For those who operate a gateway: an entry of its own, so that other programs do not load it. */

import { Audit } from './audit.ts';
import type { Backlog } from './backlog-state.ts';
import { CALLS, OPERATOR_CALLS } from './call-table.ts';
import { Caller } from './caller.ts';
import { type ChangesOptions, changes } from './changes.ts';
import { DeadLetters } from './dead-letters.ts';
import { Erasures } from './erasures.ts';
import { Holds } from './holds.ts';
import type { Job, JobFilter } from './job-state.ts';
import type { LedgerReport } from './ledger-report.ts';
import { Operations } from './operations.ts';
import type { CallOptions, GatewayOptions } from './options.ts';
import { Reconciliation } from './reconciliation.ts';
import type { RevealedJob } from './revealed-state.ts';
import { Webhooks } from './webhooks.ts';

export type { AuditFilter, AuditOptions } from './audit.ts';
export type { AuditEntry, AuditPage } from './audit-state.ts';
export type { ChangesOptions } from './changes.ts';
export type {
  DeadLetter,
  DeadLetterCounts,
  DeadLetterInFull,
  DeadLetterPage,
  DeadLetterState,
  Judgement,
  Redriven,
} from './dead-letter-state.ts';
export type {
  DeadLetterFilter,
  DeadLetterOptions,
  GetDeadLetterOptions,
  RedriveOptions,
} from './dead-letters.ts';
export type { ErasedPlace, Erasure, ErasureAsked, ErasureBlocker, ErasurePage } from './erasure-state.ts';
export type { ErasuresOptions } from './erasures.ts';
export type { Hold, HoldList } from './hold-state.ts';
export type { Held, HoldOrder, ReleaseOrder } from './holds.ts';
export type { Finding, LedgerReport } from './ledger-report.ts';
export type { Operation, OperationList, WrittenFilter } from './operation-state.ts';
export type {
  LettersSelected,
  OperationOrder,
  Selected,
  StartOptions,
  WaitingLetters,
  WatchOptions,
} from './operations.ts';
export type { ChargesOptions, InvoicePeriod, ReconciliationOptions } from './reconciliation.ts';
export type {
  Charge,
  ChargePage,
  LeadsByOutcome,
  Reconciled,
  ReconciledTotals,
  UnbalancedRow,
} from './reconciliation-state.ts';
export type { RedriveRefusal } from './refusal.ts';
export type { RevealedDeadLetter, RevealedJob } from './revealed-state.ts';
export type { Webhook, WebhookList, WebhookTest } from './webhook-state.ts';
export type { Audit, Backlog, DeadLetters, Erasures, Holds, Operations, Reconciliation, Webhooks };

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
  readonly holds: Holds;
  readonly deadLetters: DeadLetters;
  readonly erasures: Erasures;
  readonly reconciliation: Reconciliation;
  readonly webhooks: Webhooks;
  readonly #caller: Caller;

  /** @throws TypeError as `ModigieGateway` does */
  constructor(options: GatewayOptions) {
    this.#caller = new Caller(options, { ...CALLS, ...OPERATOR_CALLS });
    this.audit = new Audit(this.#caller);
    this.operations = new Operations(this.#caller);
    this.holds = new Holds(this.#caller);
    this.deadLetters = new DeadLetters(this.#caller);
    this.erasures = new Erasures(this.#caller);
    this.reconciliation = new Reconciliation(this.#caller);
    this.webhooks = new Webhooks(this.#caller);
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

  /**
   * The payload of a job as it was sent, and what Modigie knows of it. It changes nothing; the audit tells
   * each time who looked, and why. Of a root ID, the attempt by which its lineage is told.
   * @example
   * const { payload, reason } = await operator.reveal('contact-1', { reason: 'The customer asks why' });
   */
  async reveal(requestId: string, options?: ActOptions): Promise<RevealedJob> {
    return (await this.#reveal(requestId, options)).value;
  }

  /** The same as JSON text, exactly as the gateway sent it: no number is rounded. */
  async revealText(requestId: string, options?: ActOptions): Promise<string> {
    return (await this.#reveal(requestId, options)).text;
  }

  /** All that is still to be done, by what it waits for. */
  async backlog(options?: CallOptions): Promise<Backlog> {
    return (await this.#caller.call('getBacklog', {}, options)).value;
  }

  /**
   * Each job that matches whenever it has changed, from now or `since` on, the earliest change first, without
   * end: the signal ends it. Of changes in quick succession the last is given; none that lasts is missed, and
   * none is given from before.
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

  #reveal(requestId: string, { reason, ...options }: ActOptions = {}) {
    const body = reason === undefined ? undefined : JSON.stringify({ reason });
    return this.#caller.call('revealJob', { requestId, body }, options);
  }
}
