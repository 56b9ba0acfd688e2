import TinyQueue from 'tinyqueue';
import { hash32 } from '../../../shared/jobs/hash.ts';

interface Sampled<T> {
  readonly hash: number;
  /** How many were offered before it. */
  readonly place: number;
  readonly item: T;
}

/**
 * As many of the leads of a list as are wanted, whatever its length: those whose request IDs have the
 * smallest hashes. They are as good as random, and the same each time.
 */
export class LeadSample<T> {
  readonly #size: number;
  /** The largest hash first. */
  readonly #chosen = new TinyQueue<Sampled<T>>([], (a, b) => b.hash - a.hash || b.place - a.place);
  #offered = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** How many leads one of the sample stands for. */
  get weight(): number {
    return this.#chosen.length === 0 ? 1 : this.#offered / this.#chosen.length;
  }

  get offered(): number {
    return this.#offered;
  }

  offer(requestId: string, item: T): void {
    this.#chosen.push({ hash: hash32(requestId), place: this.#offered, item });
    this.#offered += 1;
    if (this.#chosen.length > this.#size) this.#chosen.pop();
  }

  /** Those that are chosen, in the order of the list. */
  chosen(): T[] {
    return this.#chosen.data.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
  }
}
