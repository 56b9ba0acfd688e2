/** What goes over the wire to Modigie, and out to the company, and what must hold of it. */
import type { OutgoingMessage } from '../../shared/jobs/ports.ts';
import { check } from './invariants.ts';

interface WireOptions {
  /** What the repository knows of a request ID. */
  readonly statusAtModigie: (requestId: string) => string | undefined;
  /** What the store knows of it. */
  readonly statusInStore: (requestId: string) => string | undefined;
  /** The status for which an attempt's retry was decided. */
  readonly retriedAs: (requestId: string) => string | undefined;
}

export class Wire {
  readonly requested = new Set<string>();
  /** Dedup keys of the results that went out. */
  readonly delivered = new Set<string>();
  readonly deadLetters: Buffer[] = [];
  readonly #bodies = new Map<string, string>();
  readonly #options: WireOptions;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  /** A request ID never leaves with two payloads, nor while another attempt of its lineage may live. */
  request({ attributes, data }: OutgoingMessage): void {
    const requestId = attributes['modigieJobRequestId'] ?? '';
    const known = this.#bodies.get(requestId);
    check(known === undefined || known === String(data), `${requestId} left with two payloads`);
    check(this.#options.statusInStore(requestId) !== undefined, `${requestId} left before it was stored`);
    if (known === undefined) this.#checkPredecessor(requestId);
    this.#bodies.set(requestId, String(data));
    this.requested.add(requestId);
  }

  /** A result tells what is stored, under the same key each time. */
  result({ attributes }: OutgoingMessage): void {
    const { requestId = '', status = '', dedupKey = '' } = attributes;
    const stored = this.#options.statusInStore(requestId);
    // An answer may have come for what was about to be delivered as unanswered.
    check(stored === status || status === 'unanswered', `${requestId} was delivered as ${status}, and is stored as ${stored}`);
    check(dedupKey === `${requestId}/${status}`, `${requestId} was delivered under the key ${dedupKey}`);
    this.delivered.add(dedupKey);
  }

  isSetAside(bytes: Buffer): boolean {
    return this.deadLetters.some((dead) => dead.equals(bytes));
  }

  /** At most one attempt of a lineage is live, unless Modigie never answered for it and a person asked for another. */
  #checkPredecessor(requestId: string): void {
    const [, root, attempt] = /^(.*)~(\d+)$/.exec(requestId) ?? [];
    if (root === undefined) return;
    const previous = Number(attempt) === 2 ? root : `${root}~${Number(attempt) - 1}`;
    const status = this.#options.statusAtModigie(previous);
    const ended = status === 'failed' || status === 'canceled' || this.#options.retriedAs(previous) === 'unanswered';
    check(ended, `${requestId} was sent while ${previous} was ${status}`);
  }
}
