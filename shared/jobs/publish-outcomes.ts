/** The course of a job when its publish has taken effect, or has not. */
import type { MessageId } from '../protocol/message.ts';
import { end } from './ending.ts';
import type { Decision, PublishFailed } from './events.ts';
import type { JobRecord, Wake } from './job-record.ts';
import type { Moment } from './moment.ts';
import { isCertainlyUnsent, isNeverSent } from './records.ts';
import { wakeOnSilence, wakeToPurge } from './timers.ts';

/** How many message IDs of a request are kept, so that a discard finds its job (docs/protocol.md §3.2). */
const MESSAGE_IDS_KEPT = 10;

/**
 * A refusal is final: the request was never sent and never will be, so the job ends at once. So it is with
 * any other failure of what was erased meanwhile.
 */
export function onPublishFailed(record: JobRecord, event: PublishFailed, moment: Moment): Decision {
  const { failure, maybeSent } = event;
  const open = maybeSent ? record.publish.open : Math.max(0, record.publish.open - 1);
  const next = { ...record, publish: { ...record.publish, failure, open }, updatedAt: moment.now };
  if (failure === 'refused' && isCertainlyUnsent(next))
    return end({ ...next, status: 'refused' }, { type: 'refused' }, moment);
  return next.erased && isNeverSent(next)
    ? end({ ...next, status: 'erased' }, { type: 'erased' }, moment)
    : { record: next, effects: [], outcome: { type: 'publish-failed' } };
}

export function onPublished(record: JobRecord, messageId: MessageId, moment: Moment): Decision {
  const publish = {
    ...record.publish,
    messageIds: [...record.publish.messageIds, messageId].slice(-MESSAGE_IDS_KEPT),
    count: record.publish.count + 1,
    lastAt: moment.now,
    failure: null,
  };
  const status = record.status === 'accepted' ? 'published' : record.status;
  const next = { ...record, publish, held: null, updatedAt: moment.now, status };
  // Only a pending publish is settled: an answer that overtook this event has set the timer to keep.
  const wake = record.wake?.for === 'publish' ? afterPublish(next, moment) : record.wake;
  return { record: { ...next, wake }, effects: [], outcome: { type: 'published' } };
}

/** A job that was given up waits for nothing, though its request may have been published once more. */
function afterPublish(record: JobRecord, moment: Moment): Wake {
  return record.endedAt === null ? wakeOnSilence(record, moment) : wakeToPurge(record, moment);
}
