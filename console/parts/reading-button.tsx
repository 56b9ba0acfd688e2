import type { ComponentChildren } from 'preact';
import { useLong } from './use-long.ts';

interface Properties {
  readonly isReading: boolean;
  readonly read: () => void;
  readonly children: ComponentChildren;
}

/** Reads more, or anew. It keeps the focus meanwhile, which a button that is disabled would lose. */
export function ReadingButton({ isReading, read, children }: Properties) {
  const isLong = useLong(isReading);
  return (
    <button type="button" aria-disabled={isReading} onClick={() => isReading || read()}>
      {isLong ? 'Reading …' : children}
    </button>
  );
}
