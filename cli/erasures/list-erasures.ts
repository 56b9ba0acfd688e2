/** `erasures list`: every receipt, the newest first. */
import type { Erasure } from '../../client/operator.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { listNewest } from '../output/list-newest.ts';
import { LIST_COLUMNS } from './erasure-columns.ts';

export interface ListOptions {
  readonly limit: number;
  readonly json?: JsonFields | undefined;
}

/** @returns the exit code. @throws as `Erasures.list` does */
export async function listErasures(
  { operator, signal, ...output }: Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>,
  { limit, json }: ListOptions,
): Promise<number> {
  const none = 'There is no erasure.';
  await listNewest<Erasure>(output, { columns: LIST_COLUMNS, json, limit, none }, (pageSize) =>
    operator.erasures.list({ pageSize }, { signal }),
  );
  return DONE;
}
