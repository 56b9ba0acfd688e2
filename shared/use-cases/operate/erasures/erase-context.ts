import type { ErasureLedger } from '../../../ports/erasure-ledger.ts';
import type { GatewayContext } from '../../context.ts';
import type { OperateContext } from '../audited.ts';

/** All that an erasure that goes on by itself works with. */
export interface EraseContext extends GatewayContext {
  readonly erasures: ErasureLedger;
  /** Days for which BigQuery keeps raw results; absent or 0 where it has none. */
  readonly warehouseDays?: number;
}

/** The same where a person asks for it. */
export type ErasingContext = EraseContext & OperateContext;
