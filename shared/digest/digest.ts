/**
 * From a completed job to what it says, what becomes of each field and why, and patches for the records that
 * were named (docs/digest.md). One pure function: results, messages and commands show the same.
 */
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
type Undigested = 'not-completed' | 'no-payload';

export type Digested =
  | { readonly digest: Digest; readonly reason: null }
  | { readonly digest: null; readonly reason: Undigested };

/** @returns whether a job with this status has a result: its own, or that of an earlier job */
export function hasResult(status: string | undefined): boolean {
  return status === 'completed' || status === 'reused';
}

/**
 * Digests a job. The payload of a completed job only may be digested (docs/protocol.md §4.1). It never
 * throws, whatever the job is; the same job gives the same digest, member by member.
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
  return {
    digest: { facts, decisions: [...decisions, ...tooLong(patching)], patches: patchesOf(patching) },
    reason: null,
  };
}

/** The day on which the job ended, in UTC, as `YYYY-MM-DD`. */
function dayOf({ job, version }: DigestibleJob): string | undefined {
  const times = [text(job, 'endTime'), version ?? '', text(job, 'updateTime')];
  return times.map((time) => parseTimestamp(time)?.slice(0, 10)).find((day) => day !== undefined);
}
