/** A list that is read page by page, as far as a person asks for it. */
import { useState } from 'preact/hooks';
import { type Every, type Reading, useRead } from './use-read.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  /** Whether there are more behind it. */
  readonly hasMore: boolean;
}

export interface Paged<Item> extends Page<Item> {
  readonly reading: Reading<Page<Item>>;
  /** Reads one page more. */
  more(): void;
}

interface ReadPage<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken?: string | undefined;
}

type Pages<Item> = (signal: AbortSignal) => AsyncIterable<ReadPage<Item>>;

/**
 * Each time it is read anew, it is read from its beginning, so that the pages fit together.
 * @param key of the list: with another one, it begins with one page
 * @param pages reads them one after another
 * @param every reads anew as `useRead` does
 */
export function usePages<Item>(key: string, pages: Pages<Item>, every?: Every<Page<Item>>): Paged<Item> {
  const [asked, setAsked] = useState({ key, count: 1 });
  const count = asked.key === key ? asked.count : 1;
  const reading = useRead(key, (signal) => firstPages(pages(signal), count), every);
  const { items, hasMore } = reading.value ?? { items: [], hasMore: false };
  return {
    items,
    hasMore,
    reading,
    more: () => {
      setAsked({ key, count: count + 1 });
      reading.again();
    },
  };
}

async function firstPages<Item>(pages: ReturnType<Pages<Item>>, count: number): Promise<Page<Item>> {
  const items: Item[] = [];
  let read = 0;
  for await (const page of pages) {
    items.push(...page.items);
    read += 1;
    if (page.nextPageToken === undefined) return { items, hasMore: false };
    if (read === count) break;
  }
  return { items, hasMore: true };
}

/** @returns the pages of a call of the client, of whatever name its items are there */
export async function* itemsOf<Page extends { readonly nextPageToken?: string | undefined }, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[],
): AsyncGenerator<ReadPage<Item>, void, undefined> {
  for await (const page of pages) yield { items: items(page), nextPageToken: page.nextPageToken };
}
