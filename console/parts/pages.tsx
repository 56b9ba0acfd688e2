import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CallInput, Listing, PageOf } from '../connect.ts';
import { Read } from './read.tsx';
import { ReadingButton } from './reading-button.tsx';
import { type Every, useRead } from './use-read.ts';
import { useGateway } from './with-gateway.ts';

interface Properties<Name extends Listing> {
  /** A list of the API. */
  readonly of: Name;
  readonly query?: CallInput['query'];
  /** Reads anew as `useRead` does. */
  readonly every?: Every<readonly PageOf<Name>[]>;
  readonly children: (pages: readonly PageOf<Name>[]) => ComponentChildren;
}

/** A list as far as it was read, and a button for what is behind it. */
export function Pages<Name extends Listing>(properties: Properties<Name>) {
  return <FirstPages key={JSON.stringify(properties.query)} {...properties} />;
}

/** Each time they are read anew, they are read from the beginning, so that they fit together. */
function FirstPages<Name extends Listing>({ of, query, every, children }: Properties<Name>) {
  const { gateway } = useGateway();
  const [count, setCount] = useState(1);
  const reading = useRead(of, (signal) => firstOf(gateway.pages(of, { query, signal }), count), every);
  const more = () => {
    setCount(count + 1);
    reading.again();
  };
  return (
    <Read of={reading}>
      {(pages) => (
        <>
          {children(pages)}
          {pages.at(-1)?.nextPageToken && (
            <ReadingButton isReading={reading.isReading} read={more}>
              Show more
            </ReadingButton>
          )}
        </>
      )}
    </Read>
  );
}

async function firstOf<Item>(all: AsyncIterable<Item>, count: number): Promise<Item[]> {
  const first: Item[] = [];
  for await (const item of all) if (first.push(item) === count) break;
  return first;
}
