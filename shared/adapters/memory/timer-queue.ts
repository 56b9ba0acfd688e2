import TinyQueue from 'tinyqueue';
import type { RequestId } from '../../protocol/request-id.ts';

/** A timer of one job; among those of one time, request IDs decide the order. */
export interface Timer {
  readonly at: number;
  readonly requestId: RequestId;
}

/**
 * The timers of one shard, the earliest first, one entry per job. A timer that was moved ahead keeps its
 * place until it comes up, and is then put back.
 */
export class TimerQueue {
  readonly #timers = new TinyQueue<Timer>([], inOrder);
  /** The time of each job's earliest entry. */
  readonly #queuedAt = new Map<string, number>();
  /** Jobs that the latest query took out. The sweep moves most of their timers; the others are put back. */
  #takenOut: RequestId[] = [];
  readonly #storedAt: (requestId: RequestId) => number | undefined;

  /** @param storedAt tells when the pending timer of a job is due, as it is stored */
  constructor(storedAt: (requestId: RequestId) => number | undefined) {
    this.#storedAt = storedAt;
  }

  put({ at, requestId }: Timer): void {
    if ((this.#queuedAt.get(requestId) ?? Number.POSITIVE_INFINITY) <= at) return;
    this.#queuedAt.set(requestId, at);
    this.#timers.push({ at, requestId });
  }

  /** @returns up to `limit` jobs whose timers are due by `now`, those behind `after`, in order */
  due(query: {
    readonly now: number;
    readonly after: Timer | undefined;
    readonly limit: number;
  }): RequestId[] {
    const { now, after, limit } = query;
    for (const requestId of this.#takenOut.splice(0)) this.#putBack(requestId);
    const due: RequestId[] = [];
    for (let next = this.#take(now); next; next = due.length < limit ? this.#take(now) : undefined)
      if (!after || inOrder(after, next) < 0) due.push(next.requestId);
    return due;
  }

  #take(now: number): Timer | undefined {
    for (let next = this.#timers.peek(); next && next.at <= now; next = this.#timers.peek()) {
      this.#timers.pop();
      // A later entry of a job whose timer was moved back is not its entry any more.
      if (this.#queuedAt.get(next.requestId) !== next.at) continue;
      this.#queuedAt.delete(next.requestId);
      if (this.#storedAt(next.requestId) === next.at) {
        this.#takenOut.push(next.requestId);
        return next;
      }
      this.#putBack(next.requestId);
    }
    return undefined;
  }

  #putBack(requestId: RequestId): void {
    const at = this.#storedAt(requestId);
    if (at !== undefined) this.put({ at, requestId });
  }
}

function inOrder(a: Timer, b: Timer): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.requestId < b.requestId ? -1 : Number(a.requestId > b.requestId);
}
