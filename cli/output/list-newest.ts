/** The newest of a list, as many as are asked for. */
import { LIMITS } from '../../shared/api/limits.ts';
import { createListing, type ListingOptions } from './listing.ts';
import type { Sink } from './sink.ts';

export interface NewestOptions<Item> extends ListingOptions<Item> {
  /** How many are shown at most. */
  readonly limit: number;
  /** Told where there are none. */
  readonly none: string;
  /** A condition that the gateway does not look at: the items may be anywhere, so pages are whole ones. */
  readonly where?: ((item: Item) => boolean) | undefined;
}

/**
 * Writes them, and tells whether there are more: one more than are shown is asked for.
 * @param items reads the list, the newest first, by pages of a size
 * @throws as `items` does
 */
export async function listNewest<Item extends object>(
  { sink, tell }: { readonly sink: Sink; readonly tell: (line: string) => void },
  { limit, none, where, ...written }: NewestOptions<Item>,
  items: (pageSize: number) => AsyncIterable<Item>,
): Promise<void> {
  const listing = createListing<Item>(sink, written);
  let found = 0;
  for await (const item of items(where ? LIMITS.pageSize : Math.min(limit + 1, LIMITS.pageSize))) {
    if (where && !where(item)) continue;
    found += 1;
    if (found > limit) break;
    listing.add(item);
  }
  listing.end();
  if (found === 0) tell(none);
  if (found > limit) tell(`These are the newest ${limit}: --limit shows more.`);
}
