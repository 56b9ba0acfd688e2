/** The platform's timers hold 31 bits of milliseconds, some 25 days: one that is set longer ends at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Sets a timer to any time, `Infinity` included.
 * @param ms how long, in milliseconds
 * @returns what cancels it
 */
export function setLongTimer(callback: () => void, ms: number): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const part = Math.min(left, LONGEST_TIMER_MS);
    timer = setTimeout(() => (left > part ? wait(left - part) : callback()), part);
  };
  wait(ms);
  return () => clearTimeout(timer);
}
