/** Another system of the same company, which requests jobs of its own and does not look whose IDs it uses. */

import { type EmbeddedStack, requestTopic } from '../../local/stacks/embedded-stack.ts';
import { attemptId } from '../../shared/jobs/attempt-id.ts';
import { fractionOf } from '../../shared/jobs/hash.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Message } from '../../shared/protocol/message.ts';
import type { RequestId } from '../../shared/protocol/request-id.ts';

const HOUR = 3_600_000;
/** Not of the protocol: it tells the two senders apart. */
const SENDER = { sender: 'other-system' };
const ITS_PAYLOAD = {
  person: { firstName: 'Bob', lastName: 'Orr' },
  employment: { company: { title: 'Other' } },
};

interface OtherSystemOptions {
  readonly seed: string;
  readonly clock: Clock;
  readonly stack: EmbeddedStack;
}

export class OtherSystem {
  /** Request IDs that it used, and whether for another job than the gateway's. */
  readonly used = new Map<string, 'same' | 'other'>();
  readonly #options: OtherSystemOptions;

  constructor(options: OtherSystemOptions) {
    this.#options = options;
  }

  static sent({ attributes }: Message): boolean {
    return attributes['sender'] === SENDER.sender;
  }

  /**
   * Requests a job under a lead's ID or under that of its second attempt: another job, or the very same one,
   * as a gateway did whose ledger was lost since.
   * @param same the body of the lead's request
   */
  async about(requestId: string, same: object): Promise<void> {
    const chance = (what: string) => fractionOf(`${this.#options.seed}/${requestId}/other/${what}`);
    if (chance('at-all') > 0.15) return;
    const id = chance('which') < 0.3 ? attemptId(requestId as RequestId, 2) : requestId;
    const what = chance('what') < 0.4 ? 'same' : 'other';
    this.used.set(id, what);
    const { clock, stack } = this.#options;
    await clock.sleep(chance('when') * 2 * HOUR);
    const body = what === 'same' ? same : { payload: ITS_PAYLOAD };
    await stack.bus.publish(requestTopic('enrichMobile'), {
      data: Buffer.from(JSON.stringify(body)),
      attributes: { modigieJobRequestId: id, ...SENDER },
    });
  }
}
