/** The account of the bodies that an instance holds at once, so that their sum cannot end it. */

import { getHeapStatistics } from 'node:v8';

/**
 * Bytes of a small body: a submission of 104 kB as Pub/Sub pushes it, in base64, with its attributes. Small
 * ones have an account of their own: they are read whatever else is under way.
 */
export const SMALL_BODY_BYTES = 160_000;
/** Small bodies at once: as many as an instance has requests (`concurrency` in infra/functions.tf). */
const SMALL_BODIES = 80;
/** Bytes of the heap that are left to all else: the code, small requests, what is not collected yet. */
const HEAP_FOR_ALL_ELSE = 100_000_000;
/**
 * Bytes of the heap for one byte of a large body: its text, its values, what is made of them, and the
 * answer. An instance of 512 MiB then takes two batches of 10 MB at once. As measured
 * (docs/configuration.md), it has 356 MiB resident with two of them, 516 with three.
 */
const HEAP_PER_BYTE = 8;

/** The bytes that a request counts for until it is answered. */
export interface Held {
  /** Gives them back; once more does nothing. */
  release(): void;
}

export class BytesUnderWay {
  readonly #small: Account;
  readonly #large: Account;

  /** @param limits of the small bodies together, and of the large ones, in bytes */
  constructor(limits: { readonly small: number; readonly large: number }) {
    this.#small = new Account(limits.small);
    this.#large = new Account(limits.large);
  }

  /**
   * @param largestBody bytes of the largest body that the function takes: there is always room for one
   * @param heapBytes the most that V8 lets the heap grow to; Node.js derives it from the instance's memory
   */
  static ofHeap(largestBody: number, heapBytes = getHeapStatistics().heap_size_limit): BytesUnderWay {
    const large = Math.max(largestBody, Math.floor((heapBytes - HEAP_FOR_ALL_ELSE) / HEAP_PER_BYTE));
    return new BytesUnderWay({ small: SMALL_BODIES * SMALL_BODY_BYTES, large });
  }

  /** @returns undefined when there is no room for so many bytes now */
  hold(bytes: number): Held | undefined {
    return (bytes <= SMALL_BODY_BYTES ? this.#small : this.#large).hold(bytes);
  }
}

class Account {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  hold(bytes: number): Held | undefined {
    if (this.#held + bytes > this.#limit) return undefined;
    this.#held += bytes;
    let left = bytes;
    return {
      release: () => {
        this.#held -= left;
        left = 0;
      },
    };
  }
}
