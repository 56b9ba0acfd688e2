import type { SmokeContext } from './check.ts';

/** Between two looks; they grow apart. Cloud Logging allows 60 reads a minute. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 8_000;

/**
 * Looks again and again, a last time when the time is up.
 * @returns what `look` finds, as soon as it finds anything; undefined when the time is up, or the run is
 * interrupted
 */
export async function until<T>(
  { clock, signal, timeoutMs }: SmokeContext,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const end = clock.now() + timeoutMs;
  for (let wait = SHORTEST_MS; ; wait = Math.min(2 * wait, LONGEST_MS)) {
    const found = await look();
    const left = end - clock.now();
    if (found !== undefined || signal.aborted || left <= 0) return found;
    await clock.sleep(Math.min(wait, left));
  }
}
