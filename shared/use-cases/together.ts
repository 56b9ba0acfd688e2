/**
 * Sets instead of singles: items that are worked on at once ask store and Pub/Sub together. Each item goes
 * its own way, in its own order, and meets its own faults; only its calls wait until the others make theirs.
 */
import type { AuditLog } from '../ports/audit-log.ts';
import type { Clock } from '../ports/clock.ts';
import { type PublishError, RecordUnreadableError } from '../ports/errors.ts';
import { isUnreadable, type JobStore, type Stored, type Unreadable } from '../ports/job-store.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { Message, MessageId } from '../protocol/message.ts';
import { collecting } from './collecting.ts';
import type { GatewayContext } from './context.ts';

/** A context whose calls are collected; the audit's as well where there is one. */
type Collected = GatewayContext & { readonly audit?: AuditLog };

/**
 * Works on items at once. As soon as each of them waits for a call, the calls of a kind are one set.
 * @param work gets a context of its own kind: calls of it that read, write or publish one thing are collected
 * @returns each item's result, in order
 */
export async function together<Context extends Collected, Item, Result>(
  context: Context,
  items: readonly Item[],
  work: (context: Context, item: Item) => Promise<Result>,
): Promise<Result[]> {
  const rounds = new Rounds(items.length, context.clock);
  const set = {
    ...context,
    store: storeInSets(context.store, rounds),
    asApplication: publisherInSets(context.asApplication, rounds),
    asGateway: publisherInSets(context.asGateway, rounds),
    ...(context.audit && { audit: auditInSets(context.audit, rounds) }),
  };
  return Promise.all(items.map((item) => work(set, item).finally(() => rounds.leave())));
}

/** Says when the calls that wait are made: when nobody is left who could make another in the same round. */
class Rounds {
  readonly #clock: Clock;
  #working: number;
  #waiting = 0;
  readonly #flushes = new Set<() => void>();

  constructor(items: number, clock: Clock) {
    this.#working = items;
    this.#clock = clock;
  }

  /** @param flush makes all calls of one kind that wait; given once a round */
  readonly wait = (flush: () => void): void => {
    this.#waiting += 1;
    // An item may wait for something else, and for long: a moment is enough. It is the clock's, since a turn
    // of the event loop may be hours of virtual time (docs/adr/005-virtual-time.md).
    if (this.#flushes.size === 0) void this.#clock.sleep(0).then(() => this.#flush());
    this.#flushes.add(flush);
    this.#flushIfAllWait();
  };

  leave(): void {
    this.#working -= 1;
    this.#flushIfAllWait();
  }

  #flushIfAllWait(): void {
    if (this.#waiting >= this.#working) this.#flush();
  }

  #flush(): void {
    const flushes = [...this.#flushes];
    this.#flushes.clear();
    this.#waiting = 0;
    for (const flush of flushes) flush();
  }
}

function storeInSets(store: JobStore, rounds: Rounds): JobStore {
  const create = collecting(rounds.wait, store.createAll.bind(store));
  const replace = collecting(rounds.wait, store.replaceAll.bind(store));
  const get = collecting(rounds.wait, store.getMany.bind(store));
  const findByPerson = collecting(rounds.wait, oneByOne(store.findByPerson.bind(store)));
  return {
    create: (record) => create(record).then(orThrow),
    replace: (record, expected) => replace({ record, expected }).then(orThrow),
    createAll: (records) => store.createAll(records),
    replaceAll: (replacements) => store.replaceAll(replacements),
    get: (requestId) => get(requestId).then(readableOrThrow),
    getMany: (requestIds) => store.getMany(requestIds),
    due: (query) => store.due(query),
    findByMessageId: (messageId) => store.findByMessageId(messageId),
    list: (query) => store.list(query),
    findByPerson,
    count: (filter) => store.count(filter),
    countAs: (keys) => store.countAs(keys),
    findCounted: (query) => store.findCounted(query),
    countTimers: (query) => store.countTimers(query),
    oldestDue: (dueBy) => store.oldestDue(dueBy),
  };
}

function auditInSets(audit: AuditLog, rounds: Rounds): AuditLog {
  const append = collecting(rounds.wait, oneByOne(audit.append.bind(audit)));
  return {
    append,
    find: (operation, step) => audit.find(operation, step),
    list: (query) => audit.list(query),
  };
}

/** Calls that take one thing each: a set of them is made at once, and all of them awaited. */
function oneByOne<Item, Outcome>(call: (item: Item) => Promise<Outcome>) {
  return async (items: readonly Item[]): Promise<(Outcome | Promise<Outcome>)[]> => {
    const made = await Promise.allSettled(items.map(call));
    return made.map((one) => (one.status === 'fulfilled' ? one.value : Promise.reject(one.reason)));
  };
}

/** Each topic has a set of its own. */
function publisherInSets(publisher: Publisher, rounds: Rounds): Publisher {
  const byTopic = new Map<string, (message: Message) => Promise<MessageId | PublishError>>();
  return {
    publish: (topic, message) => {
      const known = byTopic.get(topic);
      const toTopic = known ?? collecting(rounds.wait, (messages) => publisher.publishAll(topic, messages));
      byTopic.set(topic, toTopic);
      return toTopic(message).then(orThrow);
    },
    publishAll: (topic, messages) => publisher.publishAll(topic, messages),
  };
}

/** @throws the outcome, where it is a fault */
function orThrow<Outcome>(outcome: Outcome): Exclude<Outcome, Error> {
  if (outcome instanceof Error) throw outcome;
  return outcome as Exclude<Outcome, Error>;
}

/** @throws RecordUnreadableError */
function readableOrThrow(read: Stored | Unreadable | undefined): Stored | undefined {
  if (read !== undefined && isUnreadable(read)) throw new RecordUnreadableError(read);
  return read;
}
