/** All that left the ledger: a result that was delivered, and text that was purged or erased. */
import { deliveryKey } from '../ending.ts';
import type { JobRecord } from '../job-record.ts';
import { type Sentence, sentence, sentenceIf } from './sentence.ts';

export function whatWasDelivered(record: JobRecord): Sentence[] {
  const { purgedAt, erased, erasure } = record;
  return [
    ...delivery(record),
    ...sentenceIf(purgedAt !== null, () =>
      sentence(
        'purged',
        'Payload, JobV2, tags and requester were removed. Request ID, fingerprint, lineage and status stay, so that the ' +
          'request ID stays taken.',
        purgedAt,
      ),
    ),
    ...sentenceIf(erased, () =>
      sentence(
        'erased',
        `A person's data was erased from it on request${erasure === null ? '' : ` (${erasure.id})`}: no later ` +
          'answer brings it back, and nothing is sent again.',
        erasure?.at,
      ),
    ),
  ];
}

function delivery(record: JobRecord): Sentence[] {
  const { delivery: noted } = record;
  const key = deliveryKey(record);
  if (noted?.key === key)
    return [
      sentence('delivered', `Its result was published on the results topic (dedupKey ${key}).`, noted.at),
    ];
  const before = sentenceIf(noted !== null, () =>
    sentence('delivered-before', `The result of an earlier ending was published (${noted?.key}).`, noted?.at),
  );
  return [...before, ...resultless(record)];
}

/** Of an attempt whose ending nothing delivers. */
function resultless({ origin, status, lineage, endedAt, wake }: JobRecord): Sentence[] {
  if (origin === 'external') return [sentence('no-result', 'It has no result: it is no job of ours.')];
  if (endedAt === null || wake?.for === 'deliver' || wake?.for === 'retry') return [];
  if (status === 'withdrawn')
    return [sentence('no-result', 'It has no result: that of the attempt that completed counts.')];
  if (status === 'over-budget')
    return [sentence('no-result', 'It has no result: its submission was answered that there is no room.')];
  return lineage.retriedBy === null
    ? []
    : [sentence('no-result', 'It has no result of its own, since it was sent again.')];
}
