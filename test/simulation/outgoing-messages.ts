/** Invariants of the messages that the gateway sends: requests to Modigie, results and dead letters. */

import { type EmbeddedStack, requestTopic } from '../../local/stacks/embedded-stack.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { Message } from '../../shared/protocol/message.ts';
import { check } from './invariants.ts';
import { OtherSystem } from './other-system.ts';

/**
 * Of one request within 31 days of silence: after 6 and 12 hours, then once a day, and what was not noted in
 * time.
 */
const MOST_PUBLISHES = 70;

/** A process that stood still (`faults.ts`) may go on with what it had decided so long ago. */
const MOST_UNDERWAY_MS = 13 * 3_600_000;

interface OutgoingOptions {
  /** Whether a message of these bytes was set aside. */
  readonly isSetAside: (bytes: Buffer) => boolean;
  /** A request ID's status at the repository. */
  readonly statusAtModigie: (requestId: string) => string | undefined;
  readonly now: () => number;
  /** Whether another system requested a job under this ID, too. */
  readonly isShared: (requestId: string) => boolean;
  /** A request ID's record in the store. */
  readonly recordOf: (requestId: string) => JobRecord | undefined;
  /** The status for which an attempt's retry was decided. */
  readonly retriedAs: (requestId: string) => string | undefined;
  readonly onPublish: (requestId: string) => void;
}

export class OutgoingMessages {
  /** How often each request ID was published. */
  readonly requested = new Map<string, number>();
  /** Dedup keys of the results that went out. */
  readonly delivered = new Set<string>();
  readonly #sent = new Map<string, string>();
  /** By root, the results that went out by their sequence. */
  readonly #sequences = new Map<string, Map<number, string>>();
  readonly #rootsByPayload = new Map<string, string>();
  readonly #options: OutgoingOptions;

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  /**
   * Sees all that goes out, but for what the other system sends.
   * @param guard takes what is violated
   */
  listenTo({ bus, topics }: Pick<EmbeddedStack, 'bus' | 'topics'>, guard: (check: () => void) => void): void {
    bus.listen(requestTopic('enrichMobile'), (message) => {
      if (!OtherSystem.sent(message)) guard(() => this.request(message));
    });
    bus.listen(topics.results, (message) => guard(() => this.result(message)));
  }

  /** A request ID never leaves with two payloads, nor while another attempt of its lineage may live. */
  request({ attributes, data }: Message): void {
    const requestId = attributes['modigieJobRequestId'] ?? '';
    const known = this.#sent.get(requestId);
    const sent = JSON.stringify([String(data), attributes]);
    check(known === undefined || known === sent, `${requestId} left as two different messages`);
    const record = this.#options.recordOf(requestId);
    check(record !== undefined, `${requestId} left before it was stored`);
    if (known === undefined) this.#checkPredecessor(record, this.#options.now());
    this.#sent.set(requestId, sent);
    this.#checkLineage(JSON.stringify(JSON.parse(String(data)).payload), record.lineage.rootId);
    this.#countPublish(requestId);
  }

  /** A result tells what is stored, under the same key each time. */
  result({ attributes }: Message): void {
    const { requestId = '', rootId = '', status = '', dedupKey = '', sequence = '' } = attributes;
    const { origin, status: stored } = this.#options.recordOf(requestId) ?? {};
    check(origin === 'gateway', `${requestId} was delivered, and is not ours`);
    // An answer may have come for what was about to be delivered as unanswered, or as erased.
    check(
      stored === status ||
        status === 'unanswered' ||
        status === 'erased' ||
        this.#options.isShared(requestId),
      `${requestId} was delivered as ${status}, and is stored as ${stored}`,
    );
    check(dedupKey === `${requestId}/${status}`, `${requestId} was delivered under the key ${dedupKey}`);
    this.delivered.add(dedupKey);
    this.#checkSequence(rootId, Number(sequence), dedupKey);
  }

  /** @returns the `dedupKey` of the result that a consumer keeps which goes by `sequence`. */
  lastOf(rootId: string): string | undefined {
    return [...(this.#sequences.get(rootId) ?? [])].toSorted(([a], [b]) => a - b).at(-1)?.[1];
  }

  /** Each ending of a lineage has a number of its own, the same at each delivery. */
  #checkSequence(rootId: string, sequence: number, dedupKey: string): void {
    const known = this.#sequences.get(rootId) ?? new Map<number, string>();
    this.#sequences.set(rootId, known);
    const before = known.get(sequence) ?? dedupKey;
    check(before === dedupKey, `${before} and ${dedupKey} were delivered with the sequence ${sequence}`);
    known.set(sequence, dedupKey);
  }

  isSetAside(bytes: Buffer): boolean {
    return this.#options.isSetAside(bytes);
  }

  /** One lead is one lineage, however often it was handed in. */
  #checkLineage(payload: string, rootId: string): void {
    const known = this.#rootsByPayload.get(payload) ?? rootId;
    check(known === rootId, `the same lead was requested as ${known} and as ${rootId}`);
    this.#rootsByPayload.set(payload, rootId);
  }

  /** Ever less often, up to the limit of silence. */
  #countPublish(requestId: string): void {
    const times = (this.requested.get(requestId) ?? 0) + 1;
    check(times <= MOST_PUBLISHES, `${requestId} was published ${times} times`);
    this.requested.set(requestId, times);
    this.#options.onPublish(requestId);
  }

  /**
   * At most one attempt of a lineage is live, unless Modigie never answered for it and a person asked for
   * another.
   */
  #checkPredecessor({ requestId, lineage: { retryOf: previous } }: JobRecord, now: number): void {
    if (previous === null) return;
    const status = this.#options.statusAtModigie(previous);
    const retriedAs = this.#options.retriedAs(previous);
    const isNoAnswer = retriedAs === 'unanswered' || retriedAs === 'over-budget';
    const ended = status === 'failed' || status === 'canceled' || isNoAnswer;
    check(ended, `${requestId} was sent while ${previous} was ${status}`);
    const known = this.#options.recordOf(previous);
    const isLate = known?.status === 'completed' && now - known.updatedAt > MOST_UNDERWAY_MS;
    check(!isLate, `${requestId} was sent although ${previous} was known to be completed`);
  }
}
