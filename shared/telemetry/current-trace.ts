/** The trace of the request that is being worked on. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { TraceContext } from './trace-context.ts';

const current = new AsyncLocalStorage<TraceContext | undefined>();

/** Runs `work`, to all of which, however late, the trace is the current one. */
export function withTrace<T>(trace: TraceContext | undefined, work: () => T): T {
  return current.run(trace, work);
}

/** @returns undefined for work that no request asked for, and where the request told none */
export function currentTrace(): TraceContext | undefined {
  return current.getStore();
}
