/** Exit code of a command that was broken off. */
const BROKEN_OFF = 1;

/**
 * Listens for Ctrl-C and for the end that an operating system asks for.
 * @returns a signal that aborts at the first of them; the second one ends the process at once
 */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(BROKEN_OFF);
      controller.abort();
    });
  }
  return controller.signal;
}
