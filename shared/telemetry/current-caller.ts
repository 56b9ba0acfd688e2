/** Whose call a piece of work belongs to, wherever it logs: calls of one instance are at work at once. */
import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string | undefined>();

/**
 * Runs `work`, and has its log entries name a caller.
 * @param email null for none, whatever call this one is made from
 */
export function withCaller<T>(email: string | null, work: () => T): T {
  // An embedded gateway has none in many thousand calls a second, and pays nothing for it.
  if (email === null && current.getStore() === undefined) return work();
  return current.run(email ?? undefined, work);
}

/** @returns the e-mail of the caller whose work this is; undefined for none */
export function currentCaller(): string | undefined {
  return current.getStore();
}
