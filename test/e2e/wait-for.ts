const TRIES = 600;
const EVERY_MS = 50;

/** @returns what `probe` finds, as soon as it finds anything */
export async function waitFor<T>(probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  throw new Error('It did not happen in 30 s.');
}
