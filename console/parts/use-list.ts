/** A list that is read page by page, as far as a person asks for it. */
import { useState } from 'preact/hooks';
import type { AnswerTo, CallInput, Gateway, Listing } from '../connect.ts';
import { type Every, type Reading, useRead } from './use-read.ts';
import { useGateway } from './with-gateway.ts';

interface Found<Item> {
  readonly items: readonly Item[];
  /** Whether there are more behind them. */
  readonly hasMore: boolean;
}

export interface Listed<Item> extends Found<Item> {
  readonly reading: Reading<Found<Item>>;
  /** Reads one page more. */
  more(): void;
}

/** A list of the API, and its conditions. */
interface Asked<Name extends Listing, Item> {
  readonly of: Name;
  readonly query?: CallInput['query'];
  readonly itemsOf: (page: AnswerTo<Name>) => readonly Item[];
}

/**
 * Each time it is read anew, it is read from its beginning, so that the pages fit together.
 * @param every reads anew as `useRead` does
 */
export function useList<Name extends Listing, Item>(
  asked: Asked<Name, Item>,
  every?: Every<Found<Item>>,
): Listed<Item> {
  const { gateway } = useGateway();
  const key = JSON.stringify([asked.of, asked.query]);
  const [pages, setPages] = useState({ key, count: 1 });
  const count = pages.key === key ? pages.count : 1;
  const reading = useRead(key, (signal) => firstPages(gateway, { ...asked, count }, signal), every);
  const { items, hasMore } = reading.value ?? { items: [], hasMore: false };
  return {
    items,
    hasMore,
    reading,
    more: () => {
      setPages({ key, count: count + 1 });
      reading.again();
    },
  };
}

async function firstPages<Name extends Listing, Item>(
  gateway: Gateway,
  { of, query, itemsOf, count }: Asked<Name, Item> & { readonly count: number },
  signal: AbortSignal,
): Promise<Found<Item>> {
  const items: Item[] = [];
  let read = 0;
  for await (const page of gateway.pages(of, { query, signal })) {
    if (read === count) return { items, hasMore: true };
    items.push(...itemsOf(page));
    read += 1;
  }
  return { items, hasMore: false };
}
