import { INTERRUPTED } from './exit-codes.ts';

/**
 * Listens for Ctrl-C and for the end that an operating system asks for.
 * @returns a signal that aborts at the first of them; the second one ends the process at once
 */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(INTERRUPTED);
      controller.abort();
    });
  }
  return controller.signal;
}
