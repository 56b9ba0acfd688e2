/** Reads a whole ledger, a page at a time, through the ports of its stores. */
import type { Instant } from '../../jobs/instant.ts';
import type { Stores } from '../../ports/stores.ts';
import type { Entry, StoreName } from './archived-forms.ts';

/** Things that are read together: any may have 1 MiB. */
const PAGE = 200;

export interface Reading {
  /** Letters whose time is over by then are as good as gone: a store removes them when it comes to it. */
  readonly asOf: Instant;
  readonly signal?: AbortSignal | undefined;
  /** Hears of a dead letter whose bytes are not all there. Of all else, the stores tell by themselves. */
  readonly onUnreadable: (name: string) => void;
}

/**
 * @returns everything that can be read, store by store, in the order in which it is moved
 * @throws StoreUnavailableError, and the signal's reason once it is aborted
 */
export async function* ledgerEntries(stores: Stores, reading: Reading): AsyncGenerator<Entry> {
  for (const thing of await stores.holds.list()) yield { store: 'holds', thing };
  yield* erasuresOf(stores, reading);
  yield* auditOf(stores, reading);
  yield* jobsOf(stores, reading);
  yield* lettersOf(stores, reading);
  yield* operationsOf(stores, reading);
}

type Entries<Store extends StoreName> = AsyncGenerator<Entry<Store>>;

async function* jobsOf({ jobs }: Stores, { signal }: Reading): Entries<'jobs'> {
  let after: Parameters<Stores['jobs']['list']>[0]['after'];
  do {
    signal?.throwIfAborted();
    const { listed, next } = await jobs.list({ filter: {}, order: 'name', after, limit: PAGE });
    for (const { record: thing } of listed) yield { store: 'jobs', thing };
    after = next;
  } while (after);
}

async function* auditOf({ audit }: Stores, { signal }: Reading): Entries<'audit'> {
  let before: Parameters<Stores['audit']['list']>[0]['before'];
  do {
    signal?.throwIfAborted();
    const { entries, next } = await audit.list({ filter: {}, before, limit: PAGE });
    for (const thing of entries) yield { store: 'audit', thing };
    before = next;
  } while (before);
}

async function* erasuresOf({ erasures }: Stores, { signal }: Reading): Entries<'erasures'> {
  let before: Parameters<Stores['erasures']['list']>[0]['before'];
  do {
    signal?.throwIfAborted();
    const page = await erasures.list({ before, limit: PAGE });
    for (const thing of page.erasures) yield { store: 'erasures', thing };
    before = page.next;
  } while (before);
}

async function* operationsOf({ operations }: Stores, { signal }: Reading): Entries<'operations'> {
  let before: string | undefined;
  do {
    signal?.throwIfAborted();
    const page = await operations.list({ before, limit: PAGE });
    for (const thing of page.operations) yield { store: 'operations', thing };
    before = page.next;
  } while (before);
}

async function* lettersOf(
  { deadLetters }: Stores,
  { asOf, signal, onUnreadable }: Reading,
): Entries<'deadLetters'> {
  let after: Parameters<Stores['deadLetters']['list']>[0]['after'];
  do {
    const { letters, next } = await deadLetters.list({ filter: {}, after, limit: PAGE });
    for (const letter of letters) {
      signal?.throwIfAborted();
      if (letter.expireAt <= asOf) continue;
      const body = await deadLetters.body(letter);
      if (body) yield { store: 'deadLetters', thing: { letter, body } };
      else onUnreadable(`deadLetters/${letter.id}`);
    }
    after = next;
  } while (after);
}
