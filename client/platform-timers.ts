/** The platform's timers, and times that they do not hold. */

/** The platform's timers hold 31 bits of milliseconds, some 25 days: one that is set longer ends at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @returns a signal that aborts when the time is up; undefined for longer than a timer can be set */
export function timeLimit(timeoutMs: number): AbortSignal | undefined {
  if (!(timeoutMs <= LONGEST_TIMER_MS)) return undefined;
  return AbortSignal.timeout(Math.max(0, Math.ceil(timeoutMs)));
}

/**
 * Waits with the platform's timers, until the signal aborts at the latest; no longer than a timer can be set.
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS));
    signal?.addEventListener('abort', end);
  });
}
