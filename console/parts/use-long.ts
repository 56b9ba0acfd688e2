import { useEffect, useState } from 'preact/hooks';

/** Sooner (ms), a word about waiting would only flicker. */
const PATIENCE_MS = 300;

/** @returns whether something has been under way for so long that a person should be told */
export function useLong(isUnderWay: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isUnderWay]);
  return isLong;
}
