/** For those who operate a gateway: an entry of its own, so that other programs do not load it. */

import { Audit } from './audit.ts';
import { CALLS, OPERATOR_CALLS } from './call-table.ts';
import { Caller } from './caller.ts';
import { DeadLetters } from './dead-letters.ts';
import type { GatewayOptions } from './options.ts';

export type { AuditFilter, AuditOptions } from './audit.ts';
export type { AuditEntry, AuditPage } from './audit-state.ts';
export type {
  DeadLetter,
  DeadLetterCounts,
  DeadLetterInFull,
  DeadLetterPage,
  DeadLetterState,
  Judgement,
  Redriven,
} from './dead-letter-state.ts';
export type { DeadLetterFilter, DeadLetterOptions, RedriveOptions } from './dead-letters.ts';
export type { RedriveRefusal } from './refusal.ts';
export type { Audit, DeadLetters };

/**
 * Operating a modigie-gateway. It takes the options of `ModigieGateway`, and throws the same errors.
 * @example
 * const operator = new Operator({ url: 'https://gateway.example.com', auth: () => token });
 * for await (const entry of operator.audit.list({ since: '2h' })) console.log(entry.actor, entry.target);
 */
export class Operator {
  readonly audit: Audit;
  readonly deadLetters: DeadLetters;

  /** @throws TypeError as `ModigieGateway` does */
  constructor(options: GatewayOptions) {
    const caller = new Caller(options, { ...CALLS, ...OPERATOR_CALLS });
    this.audit = new Audit(caller);
    this.deadLetters = new DeadLetters(caller);
  }
}
