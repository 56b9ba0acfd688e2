/** Fills a ledger with the entries of an archive. Those that are there, and equal, are passed over. */
import { setTimeout } from 'node:timers/promises';
import { begunAnew } from '../../jobs/operations/moved-operation.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import { isUnreadable, type WriteFault } from '../../ports/job-store.ts';
import type { Stores } from '../../ports/stores.ts';
import { type Entry, nameOf, type StoreName, type Things, textOf } from './archived-forms.ts';

/** Entries that are written together, and characters of them. */
const AT_ONCE = 300;
const CHARACTERS_AT_ONCE = 8_000_000;

/** How long (ms) to wait before a set is tried again that met a passing fault; then the fill breaks off. */
const WAITS_MS = [1_000, 4_000, 16_000];

/** The ledger has another thing under the same name. Nothing of it was replaced. */
export class EntryDiffersError extends Error {
  readonly code = 'entry-differs';
  readonly store: StoreName;
  readonly entry: string;

  constructor(entry: Entry) {
    super('The ledger has another entry of this name.');
    this.name = 'EntryDiffersError';
    this.store = entry.store;
    this.entry = nameOf(entry);
  }
}

interface Place<Thing> {
  /** @returns `exists` where one of its name is there */
  create(stores: Stores, thing: Thing): Promise<string>;
  /** @returns the thing that is there under the same name; undefined for one that cannot be read */
  find(stores: Stores, thing: Thing): Promise<Thing | undefined>;
}

/** How a thing of each store is written, and found again. */
const PLACES: { readonly [Store in Exclude<StoreName, 'jobs'>]: Place<Things[Store]> } = {
  holds: {
    create: async (stores, hold) =>
      (await holdNamed(stores, hold.name)) || (await stores.holds.place(hold)) !== 'placed'
        ? 'exists'
        : 'placed',
    find: (stores, { name }) => holdNamed(stores, name),
  },
  audit: {
    create: ({ audit }, entry) => audit.append(entry),
    find: ({ audit }, { operation, step }) => audit.find(operation, step),
  },
  operations: {
    create: ({ operations }, operation) => operations.create(begunAnew(operation)),
    find: async ({ operations }, { id }) => (await operations.get(id))?.operation,
  },
  erasures: {
    create: ({ erasures }, erasure) => erasures.create(erasure),
    find: async ({ erasures }, { id }) => (await erasures.get(id))?.erasure,
  },
  deadLetters: {
    create: ({ deadLetters }, { letter, body }) => deadLetters.create(letter, body),
    async find({ deadLetters }, { letter: { id } }) {
      const letter = (await deadLetters.get(id))?.letter;
      const body = letter && (await deadLetters.body(letter));
      return letter && body && { letter, body };
    },
  },
};

async function holdNamed({ holds }: Stores, name: string) {
  return (await holds.list()).find((hold) => hold.name === name);
}

interface Filling {
  readonly signal?: AbortSignal | undefined;
  /** Told of how many entries are there so far. */
  readonly onProgress?: (count: number) => void;
  readonly waitsMs?: readonly number[];
}

/**
 * Writes every entry that is not there yet. Broken off at any moment, the same call goes on.
 * @returns how many were written, and how many were there
 * @throws EntryDiffersError, RecordRefusedError, StoreUnavailableError, and the signal's reason once it is
 * aborted
 */
export async function fillLedger(
  stores: Stores,
  entries: AsyncIterable<Entry>,
  { signal, onProgress, waitsMs = WAITS_MS }: Filling,
): Promise<{ readonly written: number; readonly present: number }> {
  let [written, present] = [0, 0];
  for await (const set of setsOf(entries)) {
    signal?.throwIfAborted();
    const isNew = await patiently(waitsMs, () => putAll(stores, set));
    written += isNew.filter(Boolean).length;
    present += isNew.filter((one) => !one).length;
    onProgress?.(written + present);
  }
  return { written, present };
}

/** Sets of one store each. */
async function* setsOf(entries: AsyncIterable<Entry>): AsyncGenerator<Entry[]> {
  let [set, characters]: [Entry[], number] = [[], 0];
  for await (const entry of entries) {
    const isFull = set.length === AT_ONCE || characters > CHARACTERS_AT_ONCE;
    if (set.length > 0 && (isFull || set[0]?.store !== entry.store)) {
      yield set;
      [set, characters] = [[], 0];
    }
    set.push(entry);
    characters += sizeOf(entry);
  }
  if (set.length > 0) yield set;
}

/** @returns roughly its characters: of what is large in it */
function sizeOf({ store, thing }: Entry): number {
  if (store === 'deadLetters') return thing.body.length;
  if (store !== 'jobs') return 1_000;
  return (thing.payload?.length ?? 0) + (thing.answer?.job?.length ?? 0) + (thing.reused?.job?.length ?? 0);
}

async function patiently<T>(waitsMs: readonly number[], work: () => Promise<T>): Promise<T> {
  for (const ms of waitsMs) {
    try {
      return await work();
    } catch (error) {
      // A fault that a person has to mend is told of at once.
      if (!(error instanceof StoreUnavailableError) || error.code === 'store-misconfigured') throw error;
      await setTimeout(ms);
    }
  }
  return work();
}

/** @returns of each entry whether it was not there before. @throws EntryDiffersError */
async function putAll(stores: Stores, entries: readonly Entry[]): Promise<boolean[]> {
  const jobs = entries.filter((entry) => entry.store === 'jobs');
  if (jobs.length > 0) return putJobs(stores, jobs);
  return Promise.all(entries.map((entry) => put(stores, entry)));
}

async function putJobs({ jobs }: Stores, entries: readonly Entry<'jobs'>[]): Promise<boolean[]> {
  const outcomes = await jobs.createAll(entries.map(({ thing }) => thing));
  const fault = outcomes.find((one): one is WriteFault => typeof one === 'object');
  if (fault) throw fault;
  const present = entries.filter((_, i) => outcomes[i] === 'exists');
  const stored = present.length === 0 ? [] : await jobs.getMany(present.map(({ thing }) => thing.requestId));
  for (const [i, entry] of present.entries()) {
    const there = stored[i];
    requireEqual(entry, there && !isUnreadable(there) ? there.record : undefined);
  }
  return outcomes.map((outcome) => outcome !== 'exists');
}

async function put(stores: Stores, entry: Entry): Promise<boolean> {
  const place = PLACES[entry.store as keyof typeof PLACES] as Place<unknown>;
  if ((await place.create(stores, entry.thing)) !== 'exists') return true;
  requireEqual(entry, await place.find(stores, entry.thing));
  return false;
}

function requireEqual(entry: Entry, there: unknown): void {
  if (there === undefined || textOf({ ...entry, thing: there } as Entry) !== textOf(entry))
    throw new EntryDiffersError(entry);
}
