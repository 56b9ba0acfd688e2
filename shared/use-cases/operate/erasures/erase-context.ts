import type { ErasablePlace } from '../../../ports/erasable-place.ts';
import type { ErasureLedger } from '../../../ports/erasure-ledger.ts';
import type { GatewayContext } from '../../context.ts';
import type { OperateContext } from '../audited.ts';
import { deadLetterPlace } from './dead-letter-place.ts';

/** All that an erasure that goes on by itself works with. */
export interface EraseContext extends GatewayContext {
  readonly erasures: ErasureLedger;
  /** Places that can be searched, beside the job ledger and the dead letters; none unless they are given. */
  readonly erasablePlaces?: readonly ErasablePlace[];
}

/** @returns every place beside the job ledger that can be searched */
export function placesBeside({ deadLetters, erasablePlaces = [] }: EraseContext): readonly ErasablePlace[] {
  return [deadLetterPlace(deadLetters), ...erasablePlaces];
}

/** The same where a person asks for it. */
export type ErasingContext = EraseContext & OperateContext;
