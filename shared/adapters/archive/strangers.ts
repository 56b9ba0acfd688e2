/** Jobs of a ledger that an archive does not have: two ledgers are never made one. */
import type { Stores } from '../../ports/stores.ts';
import type { Entry } from './archived-forms.ts';

/** Jobs that are looked up: of another ledger, the first are others as a rule. */
const LOOKED_AT = 1_000;

/**
 * @param entries the archive's, which are read where the ledger has any job
 * @returns the request IDs of some jobs that the archive lacks; none where the ledger is as far as it came
 * with this archive
 */
export async function strangersIn(
  { jobs }: Pick<Stores, 'jobs'>,
  entries: () => AsyncIterable<Entry>,
): Promise<string[]> {
  const { listed, unreadable } = await jobs.list({ filter: {}, order: 'name', limit: LOOKED_AT });
  const strange = new Set<string>(listed.map(({ record }) => record.requestId));
  for (const { requestId } of unreadable) strange.add(requestId);
  if (strange.size === 0) return [];
  for await (const { store, thing } of entries()) if (store === 'jobs') strange.delete(thing.requestId);
  return [...strange];
}
