import type { ErasureLedger } from '../../../ports/erasure-ledger.ts';
import type { GatewayContext } from '../../context.ts';
import type { OperateContext } from '../audited.ts';

/** All that an erasure that goes on by itself works with. */
export interface EraseContext extends GatewayContext {
  readonly erasures: ErasureLedger;
}

/** The same where a person asks for it. */
export type ErasingContext = EraseContext & OperateContext;
