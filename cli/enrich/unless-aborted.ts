/** @returns what the work comes to; undefined as soon as the signal aborts, whatever becomes of the work */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return undefined;
  }
  const done = new AbortController();
  const aborted = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined), { once: true, signal: done.signal }),
  );
  try {
    return await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}
