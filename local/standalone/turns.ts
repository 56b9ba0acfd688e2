import type { Clock } from '../../shared/ports/clock.ts';

/** Does work again and again, until `signal` aborts. @param turn returns how long (ms) is waited then */
export async function repeat(
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
  turn: () => Promise<number>,
): Promise<void> {
  while (!signal.aborted) {
    const waitMs = await turn();
    if (waitMs > 0 && !signal.aborted) await wait(clock, waitMs, signal);
  }
}

/**
 * Leaves nothing behind. Raced with one promise for the whole run, each wait would stay in memory: some
 * 100 MB in a month.
 */
async function wait(clock: Pick<Clock, 'sleep'>, ms: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>();
  const end = () => over.resolve();
  signal.addEventListener('abort', end);
  void clock.sleep(ms).then(end);
  await over.promise;
  signal.removeEventListener('abort', end);
}
