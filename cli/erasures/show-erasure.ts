/** `erasures show`: a receipt in full. */
import type { GatewayCall } from '../call-gateway.ts';
import { DONE } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import { DETAIL_COLUMNS } from './erasure-columns.ts';

export interface ShowOptions {
  readonly json?: JsonFields | undefined;
}

/** @returns the exit code. @throws as `Erasures.get` does */
export async function showErasure(
  { operator, sink, signal }: Pick<GatewayCall, 'operator' | 'sink' | 'signal'>,
  id: string,
  { json }: ShowOptions,
): Promise<number> {
  writeDetails(sink, await operator.erasures.get(id, { signal }), { columns: DETAIL_COLUMNS, json });
  return DONE;
}
