/** Reading from the gateway: what came last stays while it is read anew, or cannot be. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { sleep } from '../../client/platform-timers.ts';

export interface Reading<Value> {
  /** The latest that came; undefined until something did. */
  readonly value: Value | undefined;
  /** The fault of the latest try; undefined when it did not fail, or is under way. */
  readonly error: unknown;
  readonly isReading: boolean;
  /** When the value came, in epoch milliseconds. */
  readonly readAt: number | undefined;
  /** Reads anew. */
  again(): void;
}

export type Every<Value> = number | undefined | ((value: Value | undefined) => number | undefined);

interface State<Value> {
  readonly key: string;
  readonly value?: Value;
  readonly error?: unknown;
  readonly isReading: boolean;
  readonly readAt?: number;
}

/**
 * @param key of what is read: with another one, the value is another's
 * @param read the calls; the signal aborts when nobody waits any more
 * @param every reads anew so long (ms) after the last reading, while the page is seen; never by itself when
 * absent. It may follow from what came last.
 */
export function useRead<Value>(
  key: string,
  read: (signal: AbortSignal) => Promise<Value>,
  every?: Every<Value>,
): Reading<Value> {
  const [state, setState] = useState<State<Value>>({ key, isReading: true });
  const [turn, setTurn] = useState(0);
  const latest = useRef(read);
  latest.current = read;

  useEffect(() => {
    const ending = new AbortController();
    setState((before) => (before.key === key ? { ...before, isReading: true } : { key, isReading: true }));
    latest.current(ending.signal).then(
      (value) => {
        if (!ending.signal.aborted) setState({ key, value, isReading: false, readAt: Date.now() });
      },
      (error) => {
        if (!ending.signal.aborted)
          setState(({ error: _before, ...rest }) => ({ ...rest, key, error, isReading: false }));
      },
    );
    return () => ending.abort();
  }, [key, turn]);

  const isOfKey = state.key === key;
  const everyMs = typeof every === 'function' ? every(isOfKey ? state.value : undefined) : every;
  // A reading that takes longer than that is waited for, and not begun anew.
  const isWaiting = isOfKey && !state.isReading;
  useEffect(() => {
    if (everyMs === undefined || !isWaiting) return undefined;
    const ending = new AbortController();
    const repeat = async () => {
      while (!ending.signal.aborted) {
        await sleep(everyMs, ending.signal);
        if (!ending.signal.aborted && !document.hidden) setTurn((before) => before + 1);
      }
    };
    void repeat();
    return () => ending.abort();
  }, [everyMs, isWaiting]);

  const again = useCallback(() => setTurn((before) => before + 1), []);
  return {
    value: isOfKey ? state.value : undefined,
    error: isOfKey ? state.error : undefined,
    isReading: !isOfKey || state.isReading,
    readAt: isOfKey ? state.readAt : undefined,
    again,
  };
}
