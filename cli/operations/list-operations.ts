/** `operations list`: acts on many jobs, the newest first. */
import type { Operation } from '../../client/operator.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { listNewest } from '../output/list-newest.ts';
import { LIST_COLUMNS } from './operation-columns.ts';

export interface ListOperationsOptions {
  readonly limit: number;
  readonly state?: string | undefined;
  readonly json?: JsonFields | undefined;
}

/** @returns the exit code. @throws as `Operations.list` does */
export async function listOperations(
  { operator, signal, ...output }: Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>,
  { limit, state, json }: ListOperationsOptions,
): Promise<number> {
  const none = state === undefined ? 'There is no operation.' : `No operation is ${state}.`;
  // A gateway has no filter by state.
  const where = state === undefined ? undefined : (operation: Operation) => operation.state === state;
  await listNewest<Operation>(output, { columns: LIST_COLUMNS, json, limit, none, where }, (pageSize) =>
    operator.operations.list({ pageSize }, { signal }),
  );
  return DONE;
}
