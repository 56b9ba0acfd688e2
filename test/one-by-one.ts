/** Sets for stand-ins that know singles alone: each item of a set by itself, and all of them at once. */
import { PublishError, RecordRefusedError, StoreUnavailableError } from '../shared/ports/errors.ts';
import type { JobStore, WriteFault } from '../shared/ports/job-store.ts';
import type { Publisher } from '../shared/ports/publisher.ts';

type Kind<Fault> = abstract new (...args: never[]) => Fault;

const WRITE_FAULTS: readonly Kind<WriteFault>[] = [StoreUnavailableError, RecordRefusedError];

/** @returns a publisher whose sets are published one by one */
export function publisherOf(publish: Publisher['publish']): Publisher {
  return {
    publish,
    publishAll: (topic, messages) => oneByOne(messages, (message) => publish(topic, message), [PublishError]),
  };
}

/** @returns sets that are written one by one, as the store writes singles at the time */
export function setsOf(
  store: Pick<JobStore, 'create' | 'replace'>,
): Pick<JobStore, 'createAll' | 'replaceAll'> {
  return {
    createAll: (records) => oneByOne(records, (record) => store.create(record), WRITE_FAULTS),
    replaceAll: (replacements) =>
      oneByOne(replacements, ({ record, expected }) => store.replace(record, expected), WRITE_FAULTS),
  };
}

/** @returns outcomes in order, once the slowest is there. Throws what is no fault of one item */
function oneByOne<Item, Outcome, Fault extends Error>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
  faults: readonly Kind<Fault>[],
): Promise<(Outcome | Fault)[]> {
  return Promise.all(
    items.map((item) =>
      work(item).catch((error) => {
        if (faults.some((kind) => error instanceof kind)) return error as Fault;
        throw error;
      }),
    ),
  );
}
