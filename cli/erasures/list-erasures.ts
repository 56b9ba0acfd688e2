/** `erasures list`: every receipt, the newest first. */
import type { Erasure } from '../../client/operator.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { LIST_COLUMNS } from './erasure-columns.ts';

export interface ListOptions {
  readonly limit: number;
  readonly json?: JsonFields | undefined;
}

/** @returns the exit code. @throws as `Erasures.list` does */
export async function listErasures(
  { operator, sink, tell, signal }: Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>,
  { limit, json }: ListOptions,
): Promise<number> {
  const listing = createListing<Erasure>(sink, { columns: LIST_COLUMNS, json });
  // One more tells whether there are more.
  const pageSize = Math.min(limit + 1, LIMITS.pageSize);
  let shown = 0;
  for await (const erasure of operator.erasures.list({ pageSize }, { signal })) {
    shown += 1;
    if (shown > limit) break;
    listing.add(erasure);
  }
  listing.end();
  if (shown === 0) tell('There is no erasure.');
  if (shown > limit) tell(`These are the newest ${limit}: --limit shows more.`);
  return DONE;
}
