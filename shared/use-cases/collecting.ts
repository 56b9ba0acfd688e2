/**
 * Collects items that are asked for singly, and asks for them as one set.
 * @param wait told of each item: `flush` asks for all that wait by then, `waiting` is how many do
 * @param all asks for a set. Its outcomes are in order, some perhaps still to come; an error that it throws
 * is that of each item
 * @returns a function that asks for one item
 */
export function collecting<Item, Outcome>(
  wait: (flush: () => void, waiting: number) => void,
  all: (items: readonly Item[]) => Promise<readonly (Outcome | Promise<Outcome>)[]>,
): (item: Item) => Promise<Outcome> {
  let waiting: { readonly item: Item; readonly settle: PromiseWithResolvers<Outcome> }[] = [];
  const flush = () => {
    const set = waiting;
    waiting = [];
    all(set.map(({ item }) => item)).then(
      (outcomes) => {
        for (const [i, { settle }] of set.entries())
          settle.resolve(outcomes[i] as Outcome | Promise<Outcome>);
      },
      (error) => {
        for (const { settle } of set) settle.reject(error);
      },
    );
  };
  return (item) => {
    const settle = Promise.withResolvers<Outcome>();
    waiting.push({ item, settle });
    wait(flush, waiting.length);
    return settle.promise;
  };
}
