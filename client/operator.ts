/** For those who operate a gateway: an entry of its own, so that other programs do not load it. */

import { Audit } from './audit.ts';
import { CALLS, OPERATOR_CALLS } from './call-table.ts';
import { Caller } from './caller.ts';
import { Erasures } from './erasures.ts';
import type { GatewayOptions } from './options.ts';

export type { AuditFilter, AuditOptions } from './audit.ts';
export type { AuditEntry, AuditPage } from './audit-state.ts';
export type { ErasedPlace, Erasure, ErasureAsked, ErasureBlocker, ErasurePage } from './erasure-state.ts';
export type { ErasuresOptions } from './erasures.ts';
export type { Audit, Erasures };

/**
 * Operating a modigie-gateway. It takes the options of `ModigieGateway`, and throws the same errors.
 * @example
 * const operator = new Operator({ url: 'https://gateway.example.com', auth: () => token });
 * for await (const entry of operator.audit.list({ since: '2h' })) console.log(entry.actor, entry.target);
 */
export class Operator {
  readonly audit: Audit;
  readonly erasures: Erasures;

  /** @throws TypeError as `ModigieGateway` does */
  constructor(options: GatewayOptions) {
    const caller = new Caller(options, { ...CALLS, ...OPERATOR_CALLS });
    this.audit = new Audit(caller);
    this.erasures = new Erasures(caller);
  }
}
