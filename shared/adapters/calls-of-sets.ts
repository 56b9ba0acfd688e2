/** Sets as a service takes them: so many items and so many bytes a call, a few calls at once. */
import { type PartLimits, partsOf } from '../ports/parts-of-set.ts';

/** Calls of one set that are under way at once. */
const AT_ONCE = 4;

export interface CallOfSet<Item, Outcome> {
  /** The most that one call takes. */
  readonly limits: PartLimits;
  bytesOf(item: Item): number;
  /**
   * Makes one call.
   * @returns one outcome per item, in order
   * @throws the fault of the call as a whole
   */
  call(items: readonly Item[]): Promise<readonly Outcome[]>;
  /** Whether a call may have been refused for one of its items; then nothing of it took effect. */
  isRefusal(error: unknown): boolean;
  /**
   * @returns what the fault of a call is to each of its items
   * @throws what is no fault of the service
   */
  faultOf(error: unknown): Outcome;
}

/**
 * Brings a set to a service in as few calls as its limits allow. A call that is refused is made again in
 * halves, until the item that it was refused for stands alone.
 * @returns one outcome per item, in order
 * @throws what `faultOf` throws
 */
export async function callWithSet<Item, Outcome>(
  items: readonly Item[],
  service: CallOfSet<Item, Outcome>,
): Promise<Outcome[]> {
  const parts = partsOf(items, service.bytesOf, service.limits);
  const outcomes: Outcome[] = [];
  for (let i = 0; i < parts.length; i += AT_ONCE) {
    const few = parts.slice(i, i + AT_ONCE);
    for (const part of await Promise.all(few.map((one) => callOrHalves(one, service))))
      outcomes.push(...part);
  }
  return outcomes;
}

async function callOrHalves<Item, Outcome>(
  items: readonly Item[],
  service: CallOfSet<Item, Outcome>,
): Promise<readonly Outcome[]> {
  try {
    return await service.call(items);
  } catch (error) {
    if (items.length > 1 && service.isRefusal(error)) {
      const half = Math.ceil(items.length / 2);
      const halves = [items.slice(0, half), items.slice(half)];
      const outcomes = await Promise.all(halves.map((one) => callOrHalves(one, service)));
      return outcomes.flat() as Outcome[];
    }
    const fault = service.faultOf(error);
    return items.map(() => fault);
  }
}
