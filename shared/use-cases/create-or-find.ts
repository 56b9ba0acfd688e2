import type { JobRecord } from '../jobs/job-record.ts';
import { StoreUnavailableError } from '../ports/errors.ts';
import type { JobStore, Stored } from '../ports/job-store.ts';

export type CreatedOrFound =
  | { readonly kind: 'created'; readonly stored: Stored }
  | { readonly kind: 'found'; readonly stored: Stored };

/**
 * Creates a record, or finds the record that has its request ID.
 * @throws StoreUnavailableError
 */
export async function createOrFind(store: JobStore, record: JobRecord): Promise<CreatedOrFound> {
  const revision = await store.create(record);
  if (revision !== 'exists') return { kind: 'created', stored: { record, revision } };
  const found = await store.get(record.requestId);
  if (!found) throw new StoreUnavailableError();
  return { kind: 'found', stored: found };
}
