import type { ComponentChildren } from 'preact';
import { Read } from './read.tsx';
import { ReadingButton } from './reading-button.tsx';
import type { Listed } from './use-list.ts';

interface Properties<Item> {
  readonly of: Listed<Item>;
  readonly children: (items: readonly Item[]) => ComponentChildren;
}

/** A list as far as it was read, and a button for what is behind it. */
export function Pages<Item>({ of: { reading, more }, children }: Properties<Item>) {
  return (
    <Read of={reading}>
      {({ items, hasMore }) => (
        <>
          {children(items)}
          {hasMore && (
            <ReadingButton isReading={reading.isReading} read={more}>
              Show more
            </ReadingButton>
          )}
        </>
      )}
    </Read>
  );
}
