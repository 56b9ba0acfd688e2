/** Sets for stand-ins that know singles alone: each item of a set by itself, one after the other. */
import { PublishError, RecordRefusedError, StoreUnavailableError } from '../shared/ports/errors.ts';
import type { JobStore, WriteFault } from '../shared/ports/job-store.ts';
import type { Publisher } from '../shared/ports/publisher.ts';

/** @returns a publisher whose sets are published one by one */
export function publisherOf(publish: Publisher['publish']): Publisher {
  return {
    publish,
    publishAll: (topic, messages) => oneByOne(messages, (message) => publish(topic, message), [PublishError]),
  };
}

/** @returns a store whose sets are written one by one */
export function storeOf(store: Omit<JobStore, 'createAll' | 'replaceAll'>): JobStore {
  const faults: Kind<WriteFault>[] = [StoreUnavailableError, RecordRefusedError];
  return {
    ...store,
    createAll: (records) => oneByOne(records, (record) => store.create(record), faults),
    replaceAll: (replacements) =>
      oneByOne(replacements, ({ record, expected }) => store.replace(record, expected), faults),
  };
}

type Kind<Fault> = abstract new (...args: never[]) => Fault;

async function oneByOne<Item, Outcome, Fault extends Error>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
  faults: readonly Kind<Fault>[],
): Promise<(Outcome | Fault)[]> {
  const outcomes: (Outcome | Fault)[] = [];
  for (const item of items)
    outcomes.push(
      await work(item).catch((error) => {
        const isFault = faults.some((kind) => error instanceof kind);
        if (!isFault) throw error;
        return error as Fault;
      }),
    );
  return outcomes;
}
