/** `operations list`: acts on many jobs, the newest first. */
import type { Operation } from '../../client/operator.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { LIST_COLUMNS } from './operation-columns.ts';

export interface ListOperationsOptions {
  readonly limit: number;
  readonly state?: string | undefined;
  readonly json?: JsonFields | undefined;
}

/** @returns the exit code. @throws as `Operations.list` does */
export async function listOperations(
  { operator, sink, tell, signal }: Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>,
  { limit, state, json }: ListOperationsOptions,
): Promise<number> {
  const listing = createListing<Operation>(sink, { columns: LIST_COLUMNS, json });
  // One more tells whether there are more. A gateway has no filter by state: then a page is a whole one.
  const pageSize = state === undefined ? Math.min(limit + 1, LIMITS.pageSize) : LIMITS.pageSize;
  let shown = 0;
  for await (const operation of operator.operations.list({ pageSize }, { signal })) {
    if (state !== undefined && operation.state !== state) continue;
    shown += 1;
    if (shown > limit) break;
    listing.add(operation);
  }
  listing.end();
  if (shown === 0) tell(state === undefined ? 'There is no operation.' : `No operation is ${state}.`);
  if (shown > limit) tell(`These are the newest ${limit}: --limit shows more.`);
  return DONE;
}
