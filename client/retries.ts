/** Whether a failed try is followed by another, and when. */

import { GatewayError, type GatewayUnreachable } from './call-errors.ts';
import type { Retry, Sleep } from './options.ts';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** A gateway that asks for more is not waited for: its error goes to the caller at once. */
const LONGEST_RETRY_AFTER_MS = 60_000;

export interface RetryPolicy {
  readonly maxRetries: number;
  readonly sleep: Sleep;
  readonly onRetry: (retry: Retry) => void;
}

/** The tries of one call. */
export class Retries {
  readonly #policy: RetryPolicy;
  readonly #operation: string;
  readonly #signal: AbortSignal | undefined;
  #failed = 0;

  constructor(policy: RetryPolicy, operation: string, signal: AbortSignal | undefined) {
    this.#policy = policy;
    this.#operation = operation;
    this.#signal = signal;
  }

  /** How many tries were followed by another. */
  get made(): number {
    return this.#failed;
  }

  /**
   * Waits until the next try is due.
   * @returns whether there is a next try
   * @throws the reason of the signal
   */
  async next(error: GatewayError | GatewayUnreachable): Promise<boolean> {
    const { maxRetries, sleep, onRetry } = this.#policy;
    const delayMs = delayAfter(error, this.#failed);
    if (delayMs === undefined || this.#failed >= maxRetries) return false;
    this.#failed += 1;
    onRetry({ operation: this.#operation, error, tries: this.#failed, delayMs });
    await unlessAborted(sleep(delayMs, this.#signal), this.#signal);
    return true;
  }
}

/**
 * Exponential with full jitter, unless the gateway says how long.
 * @returns milliseconds, or undefined when trying again is of no use
 */
function delayAfter(error: GatewayError | GatewayUnreachable, failed: number): number | undefined {
  if (!error.retryable) return undefined;
  const asked = error instanceof GatewayError ? error.retryAfterMs : undefined;
  if (asked !== undefined) return asked <= LONGEST_RETRY_AFTER_MS ? asked : undefined;
  return Math.random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failed);
}

/**
 * Waits for work that may not heed the signal.
 * @throws as the work does, or the reason of the signal as soon as it aborts
 */
export function unlessAborted<T>(work: Promise<T> | T, signal: AbortSignal | undefined): Promise<T> {
  const done = Promise.resolve(work);
  if (!signal) return done;
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    done.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
