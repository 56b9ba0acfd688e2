/** Room in budgets, given out to leads in their order, as their submission would (docs/money.md, Budgets). */

/** How one budget stands. */
export interface Room {
  readonly name: string;
  readonly at: 'reject' | 'hold';
  /** RFC 3339, in UTC. */
  readonly renewsAt: string;
  /** How many more it has room for. */
  readonly left: number;
}

/** How many of some equal leads find room, and the budget that stops the others. */
export interface Allotted {
  readonly granted: number;
  /** Undefined where all find room. */
  readonly stoppedBy: Room | undefined;
}

export class Allotment {
  readonly #rooms = new Map<string, Room>();
  readonly #left = new Map<string, number>();

  /** A budget that is known already stays as it was first told. */
  add(room: Room): void {
    if (this.#rooms.has(room.name)) return;
    this.#rooms.set(room.name, room);
    this.#left.set(room.name, Math.max(0, room.left));
  }

  /** Each budget with what is left of it now, in the order in which they were added. */
  rooms(): (Room & { readonly after: number })[] {
    return [...this.#rooms.values()].map((room) => ({ ...room, after: this.#left.get(room.name) ?? 0 }));
  }

  /**
   * Takes room in each of some budgets for leads that are alike.
   * @param names of budgets that were added
   * @param leads how many there are; a lead of a sample stands for several
   */
  take(names: readonly string[], leads = 1): Allotted {
    const left = (name: string) => this.#left.get(name) ?? 0;
    const granted = Math.min(leads, ...names.map(left));
    for (const name of names) this.#left.set(name, left(name) - granted);
    if (granted === leads) return { granted, stoppedBy: undefined };
    const full = names.flatMap((name) => (left(name) <= 0 ? (this.#rooms.get(name) ?? []) : []));
    return {
      granted,
      stoppedBy: worstOf(full, (room) => ({ ...room, renewsAt: Date.parse(room.renewsAt) })),
    };
  }
}

interface Rank {
  readonly at: 'reject' | 'hold';
  readonly renewsAt: number;
}

/** @returns of several budgets one that refuses before one that holds, and then the one that renews last */
export function worstOf<B>(budgets: readonly B[], rankOf: (budget: B) => Rank): B | undefined {
  const [first] = budgets.toSorted((one, other) => {
    const [a, b] = [rankOf(one), rankOf(other)];
    return Number(b.at === 'reject') - Number(a.at === 'reject') || b.renewsAt - a.renewsAt;
  });
  return first;
}
