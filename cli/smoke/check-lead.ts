/** Sends one lead to Modigie and back, and follows it by the log of the functions. */

import { FUNCTIONS, nameOf } from '../deployment/deployment.ts';
import type { LogEntry } from '../google/logging.ts';
import { publishMessage } from '../google/messages.ts';
import { type Check, passed, type SmokeContext, unconfirmed } from './check.ts';
import type { Lead } from './lead-file.ts';
import { deadEnd, type Sent, whyNoAnswer, whyNoResult } from './lead-stages.ts';
import { ANSWERED, eventsOf } from './service-log.ts';
import { until } from './until.ts';

/** @returns the two checks of one lead, which the first of them publishes */
export function checksOf(lead: Lead): { readonly answer: Check; readonly result: Check } {
  let sending: Promise<Sent> | undefined;
  const sent = (context: SmokeContext) => {
    sending ??= publish(context, lead);
    return sending;
  };
  return {
    answer: async (context) => checkAnswer(context, await sent(context)),
    result: async (context, earlier) =>
      earlier.get('answer')?.kind === 'failed'
        ? unconfirmed('no result without an answer', 'Mend what the check answer says, and run this again.')
        : checkResult(context, await sent(context)),
  };
}

async function publish(context: SmokeContext, { requestId, json }: Lead): Promise<Sent> {
  const { google, deployment } = context;
  const { messageId, at } = await publishMessage(google, {
    project: deployment.project,
    topic: nameOf(deployment, 'intake'),
    data: json,
    attributes: { smoke: requestId },
  });
  context.tell(`answer: the lead is published to intake as ${requestId}; waiting for Modigie's answer`);
  return { requestId, messageId, since: at };
}

async function checkAnswer(context: SmokeContext, sent: Sent) {
  const found = await follow(context, sent, ANSWERED);
  if (found.ended) return found.ended;
  return found.entry
    ? passed(`Modigie answered for ${sent.requestId}${statusIn(found.entry)}`)
    : whyNoAnswer(context, sent, found.seen);
}

async function checkResult(context: SmokeContext, sent: Sent) {
  context.tell(`result: waiting for the result of ${sent.requestId}`);
  const found = await follow(context, sent, ['job.delivered']);
  if (found.ended) return found.ended;
  return found.entry
    ? passed(
        `the result of ${sent.requestId} is on ${nameOf(context.deployment, 'results')}${statusIn(found.entry)}`,
      )
    : whyNoResult(sent, found.seen);
}

function statusIn({ status }: LogEntry): string {
  return status === undefined ? '' : `: ${status}`;
}

/** Waits for one of some events of the lead's lineage, or for one after which they never come. */
async function follow(context: SmokeContext, sent: Sent, wanted: readonly string[]) {
  const { requestId, messageId, since } = sent;
  const where =
    `(labels.requestId="${requestId}" OR labels.rootId="${requestId}" OR ` +
    `jsonPayload.messageId="${messageId}")`;
  let seen: LogEntry[] = [];
  const found = await until(context, async () => {
    seen = await eventsOf(context, { of: FUNCTIONS, since, where });
    const entry = seen.find(({ event }) => event !== undefined && wanted.includes(event));
    if (entry) return { entry };
    const ended = deadEnd(context.deployment, seen);
    return ended && { ended };
  });
  return { seen, entry: undefined, ended: undefined, ...found };
}
