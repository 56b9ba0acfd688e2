/** One result row: all input columns, then what came of the lead (README.md, "results.csv"). */

import { list, read, text } from '../../shared/protocol/json-path.ts';
import type { Job } from '../gateway-client.ts';
import type { Enriched } from './enrich-leads.ts';

export const RESULT_COLUMNS = [
  'requestId',
  'status',
  'attempts',
  'appendMobile',
  'appendLinkedIn',
  'verifyEmployment',
  'mobile',
  'linkedInUrlFound',
  'verifiedCompany',
  'verifiedPosition',
  'employmentEnd',
  'reason',
] as const;

/** @param width how many columns the input has; a row that is too long or too short is brought to it */
export function resultRow(enriched: Enriched, width: number): string[] {
  const cells = Array.from({ length: width }, (_, i) => enriched.lead.cells[i] ?? '');
  const found =
    enriched.kind === 'done'
      ? doneColumns(enriched.job)
      : { status: 'skipped', reason: `line ${enriched.lead.line}: ${enriched.reason}` };
  const values: Record<string, string> = { requestId: enriched.requestId, ...found };
  return [...cells, ...RESULT_COLUMNS.map((column) => values[column] ?? '')];
}

function doneColumns(job: Job): Record<string, string> {
  const columns = {
    status: job.status,
    attempts: String(job.attempt),
    ...pickEvents(job),
    reason: reasonOf(job),
  };
  // The payload of a completed job only may be digested (protocol.md §4).
  return job.status === 'completed'
    ? { ...columns, ...digest(read(job.job, 'payload'), job.eventCodes) }
    : columns;
}

function pickEvents({ eventCodes }: Job): Record<string, string> {
  return Object.fromEntries(
    ['appendMobile', 'appendLinkedIn', 'verifyEmployment'].map((task) => [task, eventCodes[task] ?? '']),
  );
}

function digest(payload: unknown, events: Readonly<Record<string, string>>): Record<string, string> {
  return {
    mobile: mobileOf(payload, events),
    linkedInUrlFound: events['appendLinkedIn'] === 'unable_to_append' ? '' : linkedInOf(payload),
    verifiedCompany: text(payload, 'employment', 'company', 'verification', 'title'),
    verifiedPosition: text(payload, 'employment', 'position', 'verification', 'title'),
    employmentEnd: text(payload, 'employment', 'employmentEnd', 'iso8601Format'),
  };
}

/** An appended number has no source of ours; a verified one is the one that was sent. */
function mobileOf(payload: unknown, events: Readonly<Record<string, string>>): string {
  const mobiles = list(payload, 'phoneNumbers').filter(
    (phone) => text(phone, 'phoneType').toLowerCase() === 'mobile',
  );
  const chosen =
    events['appendMobile'] === 'appended'
      ? mobiles.find((phone) => read(phone, 'source') == null)
      : events['verifyMobile'] === 'good_mobile'
        ? mobiles[0]
        : undefined;
  return text(chosen, 'phoneNumber', 'e164Format') || text(chosen, 'phoneNumber', 'userFormat');
}

function linkedInOf(payload: unknown): string {
  const url = list(payload, 'urls').find((entry) => list(entry, 'rels').includes('linkedInUser'));
  return text(url, 'url', 'normalFormat') || text(url, 'url', 'userFormat');
}

function reasonOf({ discardReasonType, reasonType, status, job, purgedAt }: Job): string {
  if (status === 'discarded') return discardReasonType ?? '';
  if (status === 'unanswered') return 'Modigie never answered';
  if (purgedAt !== null) return `the details were purged on ${purgedAt.slice(0, 10)}`;
  const body = text(job, 'reason', 'body');
  return [reasonType ?? '', body].filter((part) => part !== '').join(': ');
}
