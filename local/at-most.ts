import { setLongTimer } from '../shared/adapters/system/long-timer.ts';

/** Waits for work, but no longer than `ms`; work that goes on after that is as after a crash. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const cancel = setLongTimer(over.resolve, ms);
  await Promise.race([work, over.promise]).finally(cancel);
}
