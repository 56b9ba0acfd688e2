/** `operations show`, and `operations abort`, which shows what became of it. */
import type { GatewayCall } from '../call-gateway.ts';
import { DONE } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import { DETAIL_COLUMNS } from './operation-columns.ts';
import { SAME } from './watch-operation.ts';

export interface ShowOperationOptions {
  readonly json?: JsonFields | undefined;
}

export interface AbortOptions extends ShowOperationOptions {
  readonly reason?: string | undefined;
}

/** @returns the exit code. @throws as `Operations.get` does */
export async function showOperation(
  { operator, sink, signal }: Pick<GatewayCall, 'operator' | 'sink' | 'signal'>,
  id: string,
  { json }: ShowOperationOptions,
): Promise<number> {
  writeDetails(sink, await operator.operations.get(id, { signal }), { columns: DETAIL_COLUMNS, json });
  return DONE;
}

/** @returns the exit code. @throws as `Operations.abort` does */
export async function abortShown(
  { operator, sink, tell, signal }: Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>,
  id: string,
  { json, reason }: AbortOptions,
): Promise<number> {
  const operation = await operator.operations.abort(id, { reason, signal });
  writeDetails(sink, operation, { columns: DETAIL_COLUMNS, json });
  if (operation.state === 'aborting')
    tell(`It ends after the page that is being worked on: operations watch ${id} waits for that. ${SAME}`);
  return DONE;
}
