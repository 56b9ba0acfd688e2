/**
 * From a completed job to what it says, what becomes of each field and why, and patches for the records that
 * were named (docs/digest.md). One pure function: results, messages and commands show the same.
 */
import { hasMoreValuesThan } from '../protocol/json-extent.ts';
import { read, text } from '../protocol/json-path.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import { type Decision, decisionsOf } from './decisions.ts';
import type { DigestPolicy } from './digest-policy.ts';
import { type Facts, factsOf } from './facts.ts';
import { hadBefore } from './had-before.ts';
import { type Patch, patchesOf, tooLong } from './patches.ts';
import { recordsNamed } from './records-named.ts';

export interface DigestibleJob {
  readonly requestId: string;
  /** The version of its latest answer; null for one that an earlier answer serves. */
  readonly version: string | null;
  readonly status: string;
  readonly eventCodes: Readonly<Record<string, string>>;
  /** The JobV2, parsed, of any shape; null once purged. */
  readonly job: unknown;
  /** The payload as it was sent, parsed, of any shape; absent where it is not known. */
  readonly sent?: unknown;
}

export interface Digest {
  readonly facts: Facts;
  readonly decisions: readonly Decision[];
  readonly patches: readonly Patch[];
}

/** The reason why a job has no digest. */
type Undigested = 'not-completed' | 'no-payload' | 'too-large';

export type Digested =
  | { readonly digest: Digest; readonly reason: null }
  | { readonly digest: null; readonly reason: Undigested };

/** @returns whether a job with this status has a result: its own, or that of an earlier job */
export function hasResult(status: string | undefined): boolean {
  return status === 'completed' || status === 'reused';
}

/**
 * Digests a job. The payload of a completed job only may be digested (docs/protocol.md §4.1). It never
 * throws, whatever the job is; the same job gives the same digest, member by member. A digest can be written
 * as JSON and fits into the message of a result, or there is none.
 */
export function digest(job: DigestibleJob, policy: DigestPolicy): Digested {
  if (!hasResult(job.status)) return { digest: null, reason: 'not-completed' };
  const payload = read(job.job, 'payload');
  if (typeof payload !== 'object' || payload === null) return { digest: null, reason: 'no-payload' };
  const { requestId, eventCodes, sent } = job;
  const isOfAnother = job.status === 'reused';
  const findings = { payload, sent, eventCodes, isOfAnother };
  const facts = factsOf(findings);
  const had = hadBefore(findings);
  const decisions = decisionsOf({ facts, had, eventCodes, day: dayOf(job) }, policy);
  // The sources of a reused answer are those of another request.
  const named = sent ?? (isOfAnother ? undefined : payload);
  const records = recordsNamed(named, policy);
  const version = job.version ?? parseTimestamp(text(job.job, 'updateTime')) ?? null;
  const patching = { requestId, version, decisions, records, policy };
  const made = { facts, decisions: [...decisions, ...tooLong(patching)], patches: patchesOf(patching) };
  return isTooLarge(made) ? { digest: null, reason: 'too-large' } : { digest: made, reason: null };
}

/**
 * Characters of a digest as JSON. Of 10 MB that Pub/Sub takes, a job may have 1 MiB; its digest has each text
 * that is set once more for each record that a source names.
 */
const MOST_CHARACTERS = 1_000_000;
/** The one member of any shape: nested without end, it could be read, and not be written any more. */
const MOST_VALUES_OF_COMPLIANCE = 1_000;

function isTooLarge({ facts, decisions, patches }: Digest): boolean {
  if (hasMoreValuesThan(MOST_VALUES_OF_COMPLIANCE, facts.mobile?.compliance)) return true;
  let room = MOST_CHARACTERS;
  // Part by part: the text of all of them may have hundreds of times the characters of the job.
  for (const part of [facts, ...decisions, ...patches]) {
    room -= JSON.stringify(part).length;
    if (room < 0) return true;
  }
  return false;
}

/** The day on which the job ended, in UTC, as `YYYY-MM-DD`. */
function dayOf({ job, version }: DigestibleJob): string | undefined {
  const times = [text(job, 'endTime'), version ?? '', text(job, 'updateTime')];
  return times.map((time) => parseTimestamp(time)?.slice(0, 10)).find((day) => day !== undefined);
}
