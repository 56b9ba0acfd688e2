/** The peppers of the gateway that goes on with a ledger: persons are keyed with them as it is filled. */
import { PeppersSchema } from '../../shared/config/peppers-variable.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import { UserError } from '../output/user-error.ts';
import { readPeppers } from '../standalone/read-peppers.ts';
import type { LedgerPlace } from './ledger-place.ts';

/**
 * @returns those of the standalone gateway's file, or of the variable that the functions have
 * @throws UserError for peppers that are none; nothing of them is told
 */
export async function peppersOf(
  place: LedgerPlace,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Peppers> {
  if (place.in === 'file') return readPeppers(place.peppersFile);
  const { success, data, error } = PeppersSchema.safeParse(env['PERSON_PEPPERS'] ?? '');
  if (!success) throw new UserError(`PERSON_PEPPERS ${error.issues[0]?.message}.`);
  return data;
}
