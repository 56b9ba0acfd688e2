import type { DigestPolicy } from '../../digest/digest-policy.ts';
import { sequenceOf } from '../../jobs/ending.ts';
import { rfc3339 } from '../../jobs/instant.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { Message } from '../../protocol/message.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { TRACE_ATTRIBUTE } from '../../protocol/trace-attribute.ts';
import { digestRecord } from '../read/digest-job.ts';
import { jobText } from '../read/job-view.ts';
import { hadOf, showbackOf } from './had.ts';

// Event codes come from outside; Pub/Sub takes 100 attributes, keys of 256 and values of 1,024 bytes.
const MAX_EVENT_ATTRIBUTES = 50;
const EVENT_ATTRIBUTE = /^[A-Za-z0-9_.-]{1,100}$/;

/**
 * The message of a result: the job as `GET /v1/jobs/{id}` shows it, final, and with its `sequence`,
 * `endedAt`, `had` and `showback`; and attributes to filter by (docs/adr/010-results-by-topic.md).
 * @param key its `dedupKey`
 * @param policy by which it carries its `digest`, null for a job that has none; without one no such member
 */
export function toResultMessage(record: JobRecord, key: string, policy?: DigestPolicy): Message {
  const { requestId, lineage, jobType, status, answer, reused, trace } = record;
  const sequence = sequenceOf(record);
  const endedAt = record.endedAt === null ? null : rfc3339(record.endedAt);
  const sent = parsedJson(record.payload);
  const digested = policy && { digest: digestRecord(record, policy, sent).digest };
  const events = Object.entries((answer ?? reused)?.eventCodes ?? {})
    .filter(([task, code]) => EVENT_ATTRIBUTE.test(task) && EVENT_ATTRIBUTE.test(code))
    .slice(0, MAX_EVENT_ATTRIBUTES)
    .map(([task, code]) => [`event.${task}`, code]);
  return {
    data: Buffer.from(
      jobText(record, {
        final: true,
        sequence,
        endedAt,
        had: hadOf(sent),
        showback: showbackOf(record.account),
        ...digested,
      }),
    ),
    attributes: {
      ...Object.fromEntries(events),
      ...(trace !== null && { [TRACE_ATTRIBUTE]: trace }),
      ...(reused !== null && { reusedFrom: reused.from }),
      dedupKey: key,
      sequence: String(sequence),
      requestId,
      rootId: lineage.rootId,
      attempt: String(lineage.attempt),
      jobType: jobType ?? '',
      status: EVENT_ATTRIBUTE.test(status) ? status : 'unknown',
    },
  };
}
