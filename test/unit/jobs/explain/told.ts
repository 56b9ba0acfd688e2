/** Explanations of records as lines, at the moment of the machine's tests. */
import { explain } from '../../../../shared/jobs/explain/explain.ts';
import type { SentenceCode } from '../../../../shared/jobs/explain/sentence.ts';
import type { Hold } from '../../../../shared/jobs/holds/hold.ts';
import { type Instant, rfc3339 } from '../../../../shared/jobs/instant.ts';
import type { JobRecord } from '../../../../shared/jobs/job-record.ts';
import { DEFAULT_POLICY, type Policy } from '../../../../shared/jobs/policy.ts';
import { NOW } from '../given.ts';

interface Circumstances {
  /** Where it is not the default policy. */
  readonly policy?: Partial<Policy>;
  readonly now?: Instant;
  readonly holds?: readonly Hold[];
}

/** @returns a sentence a line: its code, its instant where it has one, its text */
export function told(lineage: JobRecord | readonly JobRecord[], circumstances: Circumstances = {}): string[] {
  return sentencesOf(lineage, circumstances).map(({ code, text, at }) =>
    [code, ...(at === undefined ? [] : [rfc3339(at)]), text].join(' | '),
  );
}

/** @returns the text of the sentence with a code; undefined where there is none */
export function textOf(
  code: SentenceCode,
  lineage: JobRecord | readonly JobRecord[],
  circumstances: Circumstances = {},
): string | undefined {
  return sentencesOf(lineage, circumstances).find((sentence) => sentence.code === code)?.text;
}

/** @returns the codes of all sentences, in order */
export function codesOf(
  lineage: JobRecord | readonly JobRecord[],
  circumstances: Circumstances = {},
): SentenceCode[] {
  return sentencesOf(lineage, circumstances).map(({ code }) => code);
}

function sentencesOf(
  lineage: JobRecord | readonly JobRecord[],
  { policy, now = NOW, holds = [] }: Circumstances,
) {
  const records = Array.isArray(lineage) ? lineage : [lineage];
  return explain(records, { policy: { ...DEFAULT_POLICY, ...policy }, now, holds });
}
