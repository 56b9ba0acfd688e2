import type { PlaceName } from '../jobs/erasures/places.ts';
import type { PersonKey } from '../jobs/persons/person-keys.ts';
import type { RequestId } from '../protocol/request-id.ts';

/** Whose data is meant. */
interface Sought {
  readonly keys: readonly PersonKey[];
  /** Every attempt of the lineages that are about the person. */
  readonly requestIds: readonly RequestId[];
}

/**
 * A place beside the job ledger that holds data of persons and can be searched for one. Each method throws
 * StoreUnavailableError for a passing fault.
 */
export interface ErasablePlace {
  readonly place: PlaceName;
  /** @returns how many items there are about the person */
  count(sought: Sought): Promise<number>;
  /** Takes them out for good; done twice, it does nothing twice. @returns how many there were and are left */
  erase(sought: Sought): Promise<{ readonly found: number; readonly remaining: number }>;
}
