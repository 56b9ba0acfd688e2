import { PublishError } from '../../shared/ports/errors.ts';
import type { Publisher } from '../../shared/ports/publisher.ts';
import type { Message, MessageId } from '../../shared/protocol/message.ts';

type Outcomes = Awaited<ReturnType<Publisher['publishAll']>>;

/** @returns a publisher with one behind each topic */
export function routed(routes: ReadonlyMap<string, Publisher>): Publisher {
  return alone(async (topic, messages) => {
    const behind = routes.get(topic);
    if (behind) return behind.publishAll(topic, messages);
    return messages.map(() => new PublishError('misconfigured', `There is no topic ${topic}.`));
  });
}

/** @returns a publisher that publishes on another topic than it is told */
export function toTopic(topic: string, publisher: Publisher): Publisher {
  return alone((_, messages) => publisher.publishAll(topic, messages));
}

/**
 * @returns a publisher for several: a message is published once all of them have it. Where one fails, it
 * counts as not published, and the others get it once more with the next attempt. With none, all is published
 */
export function toEach(publishers: readonly Publisher[]): Publisher {
  return alone(async (topic, messages) => {
    const told = await Promise.all(publishers.map((one) => one.publishAll(topic, messages)));
    return messages.map((_, i) => {
      const outcomes = told.map((one) => one[i]);
      return outcomes.find((one) => one instanceof PublishError) ?? outcomes[0] ?? UNNUMBERED;
    });
  });
}

/** Of a message that goes nowhere. */
const UNNUMBERED = '0' as MessageId;

function alone(publishAll: (topic: string, messages: readonly Message[]) => Promise<Outcomes>): Publisher {
  return {
    publishAll,
    publish: async (topic, message) => {
      const [outcome = UNNUMBERED] = await publishAll(topic, [message]);
      if (outcome instanceof PublishError) throw outcome;
      return outcome;
    },
  };
}
