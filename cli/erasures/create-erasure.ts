/** `erasures create`: what there is about a person is found and counted. */
import type { GatewayCall } from '../call-gateway.ts';
import { DONE } from '../exit-codes.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import { UserError } from '../output/user-error.ts';
import { DETAIL_COLUMNS } from './erasure-columns.ts';

export interface CreateOptions {
  readonly email?: string | undefined;
  readonly linkedin?: string | undefined;
  readonly phone?: string | undefined;
  readonly requestId?: readonly string[] | undefined;
  readonly reason: string;
  readonly dryRun?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

type Call = Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>;

/**
 * @returns the exit code
 * @throws UserError where nobody is named
 * @throws as `Erasures.create` does
 */
export async function createErasure(
  { operator, sink, tell, signal }: Call,
  { email, linkedin: linkedInUrl, phone, requestId: requestIds, reason, dryRun, json }: CreateOptions,
): Promise<number> {
  if ([email, linkedInUrl, phone, requestIds].every((one) => one === undefined))
    throw new UserError('Nobody is named: give --email, --linkedin, --phone or --request-id.');
  const asked = { email, linkedInUrl, phone, requestIds, reason, dryRun };
  const erasure = await operator.erasures.create(asked, { signal });
  writeDetails(sink, erasure, { columns: DETAIL_COLUMNS, json });
  tell(
    erasure.id === null
      ? 'Nothing was written: without --dry-run there is a receipt that can be run.'
      : `Nothing is erased yet: erasures run ${erasure.id}`,
  );
  return DONE;
}
