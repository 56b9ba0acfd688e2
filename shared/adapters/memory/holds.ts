import { type EndOfHold, type Hold, isInForce, isSameHold } from '../../jobs/holds/hold.ts';
import type { Holds } from '../../ports/holds.ts';

export class MemoryHolds implements Holds {
  readonly #holds = new Map<string, Hold>();

  async list(): Promise<readonly Hold[]> {
    return [...this.#holds.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async place(hold: Hold): Promise<'placed' | Hold> {
    const current = this.#holds.get(hold.name);
    if (current && isInForce(current)) return current;
    this.#holds.set(hold.name, hold);
    return 'placed';
  }

  async end(hold: Hold, end: EndOfHold): Promise<Hold | undefined> {
    const current = this.#holds.get(hold.name);
    if (!current || !isInForce(current) || !isSameHold(current, hold)) return undefined;
    const ended = { ...current, ended: end };
    this.#holds.set(hold.name, ended);
    return ended;
  }

  async forget(hold: Hold): Promise<void> {
    const current = this.#holds.get(hold.name);
    if (current && !isInForce(current) && isSameHold(current, hold)) this.#holds.delete(hold.name);
  }
}
