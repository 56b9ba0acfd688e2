import type { JobRecord } from '../../jobs/job-record.ts';
import type { Message } from '../../protocol/message.ts';
import { jobText } from '../read/job-view.ts';

// Pub/Sub allows 100 attributes of 256-byte keys and 1,024-byte values; codes come from outside, so they are
// bounded.
const MAX_EVENT_ATTRIBUTES = 50;
const EVENT_ATTRIBUTE = /^[A-Za-z0-9_.-]{1,100}$/;

/**
 * A result on its way to the company: the job as `GET /v1/jobs/{id}` shows it, attributes to filter and dedup
 * by.
 */
export function toResultMessage(record: JobRecord, key: string): Message {
  const { requestId, lineage, jobType, status, answer } = record;
  const events = Object.entries(answer?.eventCodes ?? {})
    .filter(([task, code]) => EVENT_ATTRIBUTE.test(task) && EVENT_ATTRIBUTE.test(code))
    .slice(0, MAX_EVENT_ATTRIBUTES)
    .map(([task, code]) => [`event.${task}`, code]);
  return {
    data: Buffer.from(jobText(record)),
    attributes: {
      ...Object.fromEntries(events),
      dedupKey: key,
      requestId,
      rootId: lineage.rootId,
      attempt: String(lineage.attempt),
      jobType: jobType ?? '',
      status: EVENT_ATTRIBUTE.test(status) ? status : 'unknown',
    },
  };
}
