/**
 * Messages that come in although nothing led to them: malformed ones, answers to unknown IDs, and what
 * Modigie should not have said, or not so late.
 */

import type { EmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { isEnding } from '../../shared/protocol/job-status.ts';
import type { RequestId } from '../../shared/protocol/request-id.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { lateRetryAt } from './leads.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MALFORMED = [
  '',
  '{',
  '[]',
  'null',
  '{"status":"created"}',
  '{"id":"a/b","status":"created"}',
  '\uFFFE',
  '{"id":7}',
];

interface UnexpectedOptions {
  readonly seed: string;
  readonly clock: Clock;
  readonly stack: EmbeddedStack;
}

export class UnexpectedMessages {
  readonly malformedMessages: Buffer[] = [];
  /** Request IDs of jobs that Modigie has, and said that it discarded. */
  readonly wronglyDiscarded = new Set<string>();
  /** Request IDs of jobs that were said to be completed while Modigie may still end them otherwise. */
  readonly saidToBeCompleted = new Set<string>();
  readonly #options: UnexpectedOptions;

  constructor(options: UnexpectedOptions) {
    this.#options = options;
  }

  /** Three messages that nobody can understand, and three answers to IDs that nobody knows. */
  async malformed(): Promise<void> {
    const { clock, stack } = this.#options;
    for (let i = 0; i < 3; i += 1) {
      await clock.sleep(this.#chance(`noise${i}`) * 6 * HOUR);
      const data = Buffer.from(MALFORMED[Math.floor(this.#chance(`malformed${i}`) * MALFORMED.length)] ?? '');
      this.malformedMessages.push(data);
      await stack.bus.publish(i === 0 ? stack.topics.intake : stack.topics.responses, {
        data,
        // Without data, Pub/Sub takes a message for its attributes alone.
        attributes: data.length === 0 ? { of: 'another' } : {},
      });
      await this.#answer({ id: `alien-${i}`, status: 'failed', updateTime: '2026-03-01T00:00:00.000001Z' });
    }
  }

  /** Sends each unexpected message that may concern one lead. */
  about(lead: number, requestId: string): void {
    void this.#unknownStatus(requestId);
    void this.#wrongDiscard(requestId);
    void this.#lateAnswer(requestId, this.#lateAt(lead));
  }

  /** A status that nobody knows yet, on the way. */
  async #unknownStatus(id: string): Promise<void> {
    if (this.#chance(`${id}/unknown`) < 0.8) return;
    await this.#options.clock.sleep(this.#chance(`${id}/unknown-at`) * 6 * HOUR);
    if (this.#statusOf(id) !== undefined)
      await this.#answer({ id, status: 'on-hold', updateTime: this.#now() });
  }

  /** Modigie says of a request that it was discarded, although its job exists. */
  async #wrongDiscard(id: string): Promise<void> {
    const { clock, stack } = this.#options;
    if (this.#chance(`${id}/discard`) < 0.8) return;
    await clock.sleep(this.#chance(`${id}/discard-at`) * 2 * DAY);
    const record = (await stack.stores.jobs.get(id as RequestId))?.record;
    const messageId = record?.publish.messageIds.at(-1);
    if (this.#statusOf(id) === undefined || messageId === undefined) return;
    this.wronglyDiscarded.add(id);
    const attributes = {
      modigieJobDiscardReasonType: 'DuplicateJobIdError',
      modigiePubsubMessageId: messageId,
      modigiePubsubMessagePublishTime: this.#now(),
    };
    await stack.bus.publish(stack.topics.responses, { data: Buffer.from('{}'), attributes });
  }

  /** Weeks later: an answer for what was never answered, or a newer version of how a job ended. */
  async #lateAnswer(id: string, at: number): Promise<void> {
    const { clock } = this.#options;
    if (this.#chance(`${id}/late`) < 0.5) return;
    await clock.sleep(at);
    const status = this.#statusOf(id);
    if (status === undefined) return;
    if (!isEnding(status) && this.#chance(`${id}/late-begins`) < 0.5) {
      await this.#answer({ id, status: 'processing', updateTime: this.#now() });
      await clock.sleep(this.#chance(`${id}/late-takes`) * 2 * DAY);
    }
    // A job that was held for a month may be at work only now.
    if (!isEnding(status)) this.saidToBeCompleted.add(id);
    await this.#answer({ id, status: isEnding(status) ? status : 'completed', updateTime: this.#now() });
  }

  /** At any time, or in the very hours in which the company may lose patience. */
  #lateAt(lead: number): number {
    return this.#chance(`${lead}/late-at`) < 0.3
      ? (33 + this.#chance(`${lead}/late-day`) * 40) * DAY
      : lateRetryAt(this.#options.seed, lead) + this.#chance(`${lead}/late-hour`) * 6 * HOUR;
  }

  async #answer(job: object): Promise<void> {
    const { bus, topics } = this.#options.stack;
    await bus.publish(topics.responses, { data: Buffer.from(JSON.stringify(job)), attributes: {} });
  }

  #statusOf(id: string): string | undefined {
    return this.#options.stack.repository.stateOf(id)?.status;
  }

  #now(): string {
    return timestampOf(this.#options.clock.now());
  }

  #chance(what: string): number {
    return fractionOf(`${this.#options.seed}/${what}`);
  }
}
