/** Messages of the results topic, for tests of what is posted. */

import { deliveryKey } from '../../shared/jobs/ending.ts';
import { instant, later } from '../../shared/jobs/instant.ts';
import type { JobRecord } from '../../shared/jobs/job-record.ts';
import type { ReceivedMessage } from '../../shared/protocol/message.ts';
import { timestampOf } from '../../shared/protocol/timestamp.ts';
import { toResultMessage } from '../../shared/use-cases/effects/result-message.ts';
import { messageIdOf, publishedRecord, START } from '../fixtures.ts';
import { given } from '../unit/jobs/given.ts';
import { answered } from '../unit/jobs/samples.ts';

export const ENDED = later(START, 60_000);

/** A record that has ended, as Modigie answered it. */
export function endedRecord(status = 'completed', requestId = 'lead-1'): JobRecord {
  const { record } = given(publishedRecord(requestId)).when(answered({ id: requestId, status }));
  return { ...record, endedAt: ENDED };
}

/** The message of its result, as Pub/Sub has it a second later. */
export function resultMessage(record: JobRecord = endedRecord()): ReceivedMessage {
  const publishTime = timestampOf(instant(ENDED + 1_000));
  const { data, attributes } = toResultMessage(record, deliveryKey(record));
  return { messageId: messageIdOf('7'), publishTime, data, attributes };
}
