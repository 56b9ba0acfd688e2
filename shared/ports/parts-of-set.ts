/** The most of a set that is taken at once. An item that is larger goes alone. */
export interface PartLimits {
  readonly items: number;
  readonly bytes: number;
}

/** @returns the items in order, in parts within the limits */
export function partsOf<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  limits: PartLimits,
): Item[][] {
  const parts: Item[][] = [];
  let part: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const more = bytesOf(item);
    if (part.length === limits.items || bytes + more > limits.bytes) {
      part = [];
      bytes = 0;
    }
    if (part.length === 0) parts.push(part);
    part.push(item);
    bytes += more;
  }
  return parts;
}
