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

/**
 * Takes in messages as if each came alone: a fault of one is that of no other.
 * @returns what becomes of each message, in order; never throws
 */
export async function receiveResponses(
  context: GatewayContext,
  messages: readonly ReceivedMessage[],
): Promise<Taken[]> {
  const incoming = messages.map(incomingOf);
  const groups = [...Map.groupBy(incoming, groupOf).values()];
  const taken = new Map((await together(context, groups, takeInGroup)).flat());
  return incoming.map((one) => taken.get(one) ?? 'retry-later');
}

/** A discard is a group of its own: it names its message, and its job is not known before it is looked up. */
function groupOf(incoming: Incoming): RequestId | Incoming {
  return incoming.response.kind === 'answer' ? incoming.response.requestId : incoming;
}

/** One after the other, each from the state that the one before left. After a fault that is not known. */
async function takeInGroup(
  context: GatewayContext,
  group: readonly Incoming[],
): Promise<(readonly [Incoming, Taken])[]> {
  const taken: (readonly [Incoming, Taken])[] = [];
  let from: Stored | undefined;
  for (const incoming of group.toSorted(latestFirst)) {
    try {
      const { as, stored } = await takeIn(context, incoming, from);
      taken.push([incoming, as]);
      from = stored;
    } catch (error) {
      taken.push([incoming, error instanceof Error ? error : new Error(String(error))]);
      from = undefined;
    }
  }
  return taken;
}

function latestFirst({ response: a }: Incoming, { response: b }: Incoming): number {
  return a.kind === 'answer' && b.kind === 'answer' ? compareAnswers(b, a) : 0;
}
