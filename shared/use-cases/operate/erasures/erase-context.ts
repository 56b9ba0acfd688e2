import type { ErasablePlace } from '../../../ports/erasable-place.ts';
import type { ErasureLedger } from '../../../ports/erasure-ledger.ts';
import type { GatewayContext } from '../../context.ts';
import type { OperateContext } from '../audited.ts';

/** All that an erasure that goes on by itself works with. */
export interface EraseContext extends GatewayContext {
  readonly erasures: ErasureLedger;
  /** The places beside the job ledger that can be searched; none unless they are given. */
  readonly erasablePlaces?: readonly ErasablePlace[];
}

/** The same where a person asks for it. */
export type ErasingContext = EraseContext & OperateContext;
