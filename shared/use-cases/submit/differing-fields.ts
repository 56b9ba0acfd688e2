/** The difference between two requests of one ID, as a caller may be told it. */
import type { JobRecord } from '../../jobs/job-record.ts';
import type { RequestContent } from '../../jobs/request-content.ts';
import { canonicalJson } from '../../protocol/canonical-json.ts';

/** Names of the top-level fields that differ, as far as the record can tell; never their values. */
export function differingFields(record: JobRecord, content: RequestContent): string[] {
  const fields = ['jobType', 'priority', 'expireAfter'] as const;
  const known = record.origin === 'gateway' ? fields.filter((field) => record[field] !== content[field]) : [];
  // The payload's text may differ in the order of members only; when nothing else differs, it is the payload.
  return known.length > 0 && sameJson(record.payload, content.payload) ? known : [...known, 'payload'];
}

function sameJson(a: string | null, b: string): boolean {
  return a === null || a === b || canonicalOf(a) === canonicalOf(b);
}

function canonicalOf(text: string): string {
  return canonicalJson(JSON.parse(text));
}
