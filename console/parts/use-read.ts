/** Reading from the gateway: what came last stays while it is read anew, or cannot be. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { sleep } from '../../client/platform-timers.ts';

export interface Reading<Value> {
  /** The latest that came; undefined until something did. */
  readonly value?: Value;
  /** The fault of the latest try; undefined when it did not fail, or is under way. */
  readonly error?: unknown;
  readonly isReading: boolean;
  /** Reads anew. */
  again(): void;
}

export type Every<Value> = number | undefined | ((value: Value | undefined) => number | undefined);

interface State<Value> extends Omit<Reading<Value>, 'again'> {
  readonly key: string;
}

const ANEW = 'anew';

/** Has all that is shown read anew, after something was done. */
export function readAnew(): void {
  dispatchEvent(new Event(ANEW));
}

/**
 * @param key of what is read: with another one, the value is another's
 * @param read the calls; the signal aborts when nobody waits any more
 * @param every reads anew so long (ms) after the last reading, while the page is seen and no row of a list is
 * touched; never by itself when absent. It may follow from what came last.
 */
export function useRead<Value>(
  key: string,
  read: (signal: AbortSignal) => Promise<Value>,
  every?: Every<Value>,
): Reading<Value> {
  const [latest, setState] = useState<State<Value>>();
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const calls = useRef(read);
  calls.current = read;
  const state: State<Value> = latest?.key === key ? latest : { key, isReading: true };
  const { value, isReading } = state;

  useEffect(() => {
    addEventListener(ANEW, again);
    return () => removeEventListener(ANEW, again);
  }, []);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const tell = (next: State<Value>) => signal.aborted || setState(next);
    tell({ ...state, isReading: true });
    calls.current(signal).then(
      (came) => tell({ key, value: came, isReading: false }),
      (error) => tell({ ...state, error, isReading: false }),
    );
    return () => ending.abort();
  }, [key, turn]);

  const everyMs = typeof every === 'function' ? every(value) : every;
  useEffect(() => {
    // A reading that takes longer than that is waited for, and not begun anew.
    if (everyMs === undefined || isReading) return undefined;
    const ending = new AbortController();
    const { signal } = ending;
    const repeat = async () => {
      do await sleep(everyMs, signal);
      while (!signal.aborted && !mayChange());
      if (!signal.aborted) again();
    };
    void repeat();
    return () => ending.abort();
  }, [everyMs, isReading]);

  return { ...state, again };
}

/** Rows stay where they are while the pointer or the focus is among them. */
function mayChange(): boolean {
  return !document.hidden && !document.querySelector('.list:is(:hover, :focus-within)');
}
