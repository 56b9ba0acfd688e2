/** The receipt that a person is answered with: what became of each place. */
import type { PlaceErased } from '../../../jobs/erasures/erasure.ts';
import { goneBy, type PlaceName, placesThere, type WarehouseKept } from '../../../jobs/erasures/places.ts';
import type { Instant } from '../../../jobs/instant.ts';
import type { LineageErased } from './erase-lineage.ts';
import type { LettersErased } from './letters-about.ts';

/** @returns a line for every place there is, in the order of `PLACES` */
export function receiptOf(
  { found, erased, unkeyed }: LineageErased,
  letters: LettersErased,
  { now, ...kept }: WarehouseKept & { readonly now: Instant },
): PlaceErased[] {
  const counted = new Map<PlaceName, Omit<PlaceErased, 'place' | 'until'>>([
    ['ledger', { found, erased, remaining: found - erased }],
    // Without a pepper none can be keyed: they leave no erasure open.
    ['fingerprints', { found: erased, erased: erased - unkeyed, remaining: null }],
    ['logs', { found: 0, erased: 0, remaining: 0 }],
    ['dead-letter-records', { ...letters, erased: letters.found - letters.remaining }],
  ]);
  return placesThere(kept).map((place) => {
    const { found = null, erased = null, remaining = null } = counted.get(place) ?? {};
    return { place, found, erased, remaining, until: goneBy(place, now, kept) };
  });
}
