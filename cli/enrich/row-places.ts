import { EMPTY, markOf, placeOf } from './seen-ids.ts';

const FIRST_CAPACITY = 1024;
/** Of the slots: fuller, and a search takes longer. */
const FULLEST = 0.75;

/** By slot, a row: its mark, where it stands, and whether it is missing. */
interface Slots {
  readonly marks: Float64Array;
  readonly starts: Float64Array;
  readonly isMissing: Uint8Array;
}

/**
 * Where the row of each request ID stands in a file of any length, in 23 to 46 bytes a row, outside of V8's
 * heap. As `SeenIds` it keeps 48 bits of a hash of each ID.
 */
export class RowPlaces {
  #slots = slotsOf(FIRST_CAPACITY);
  #size = 0;
  /** How many rows are missing. */
  missing = 0;

  /** Of two rows with one request ID the first stays. @param isMissing until `find` takes it off */
  add(requestId: string, start: number, isMissing: boolean): void {
    const mark = markOf(requestId);
    const slot = placeOf(mark, this.#slots.marks);
    if (this.#slots.marks[slot] === mark) return;
    put(this.#slots, slot, { mark, start, isMissing: Number(isMissing) });
    this.#size += 1;
    this.missing += Number(isMissing);
    if (this.#size > this.#slots.marks.length * FULLEST) this.#grow();
  }

  /** @returns where the row of a request ID begins; undefined when there is none */
  startOf(requestId: string): number | undefined {
    const mark = markOf(requestId);
    const slot = placeOf(mark, this.#slots.marks);
    return this.#slots.marks[slot] === mark ? this.#slots.starts[slot] : undefined;
  }

  isMissing(requestId: string): boolean {
    return this.#slots.isMissing[placeOf(markOf(requestId), this.#slots.marks)] === 1;
  }

  /** The row is missing no more. */
  found(requestId: string): void {
    if (!this.isMissing(requestId)) return;
    this.#slots.isMissing[placeOf(markOf(requestId), this.#slots.marks)] = 0;
    this.missing -= 1;
  }

  #grow(): void {
    const { marks, starts, isMissing } = this.#slots;
    const larger = slotsOf(2 * marks.length);
    for (const [i, mark] of marks.entries())
      if (mark !== EMPTY)
        put(larger, placeOf(mark, larger.marks), {
          mark,
          start: starts[i] ?? 0,
          isMissing: isMissing[i] ?? 0,
        });
    this.#slots = larger;
  }
}

function slotsOf(capacity: number): Slots {
  return {
    marks: new Float64Array(capacity),
    starts: new Float64Array(capacity),
    isMissing: new Uint8Array(capacity),
  };
}

interface Slot {
  readonly mark: number;
  readonly start: number;
  readonly isMissing: number;
}

function put({ marks, starts, isMissing }: Slots, at: number, slot: Slot): void {
  marks[at] = slot.mark;
  starts[at] = slot.start;
  isMissing[at] = slot.isMissing;
}
