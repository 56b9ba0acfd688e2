/**
 * Messages of Modigie's that come at once, as sets instead of singles. Answers for one job are taken in the
 * latest first: that one is read and written for, and the others say nothing new then.
 */
import { compareAnswers } from '../../jobs/answers.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { ReceivedMessage } from '../../protocol/message.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { together } from '../together.ts';
import { type Incoming, incomingOf, type TakenIn, takeIn } from './receive-response.ts';

/** The fate of a message: one that meets a fault must be delivered again. */
type Taken = TakenIn['as'] | Error;

interface Waiting extends Incoming {
  readonly tell: (taken: Taken) => void;
}

/**
 * Takes in messages as if each came alone: a fault of one is that of no other, and none waits for another's.
 * @returns what becomes of each message, in order, as soon as that is known; none rejects
 */
export function receiveResponses(
  context: GatewayContext,
  messages: readonly ReceivedMessage[],
): Promise<Taken>[] {
  const all = messages.map((message) => {
    const { promise: taken, resolve: tell } = Promise.withResolvers<Taken>();
    return { ...incomingOf(message), taken, tell };
  });
  const groups = [...Map.groupBy<RequestId | Waiting, (typeof all)[number]>(all, groupOf).values()];
  void together(context, groups, takeInGroup);
  return all.map(({ taken }) => taken);
}

/** A discard is a group of its own: it names its message, and its job is not known before it is looked up. */
function groupOf(waiting: Waiting): RequestId | Waiting {
  return waiting.response.kind === 'answer' ? waiting.response.requestId : waiting;
}

/** One after the other, each from the state that the one before left. After a fault that is not known. */
async function takeInGroup(context: GatewayContext, group: readonly Waiting[]): Promise<void> {
  let from: Stored | undefined;
  for (const waiting of group.toSorted(latestFirst)) {
    try {
      const { as, stored } = await takeIn(context, waiting, from);
      waiting.tell(as);
      from = stored;
    } catch (error) {
      waiting.tell(error instanceof Error ? error : new Error(String(error)));
      from = undefined;
    }
  }
}

function latestFirst({ response: a }: Incoming, { response: b }: Incoming): number {
  return a.kind === 'answer' && b.kind === 'answer' ? compareAnswers(b, a) : 0;
}
