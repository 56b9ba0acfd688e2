import type { RequestForm } from '../protocol/job-request.ts';
import type { ReportedStatus } from '../protocol/job-status.ts';
import type { MessageId } from '../protocol/message.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { JobTimes } from '../protocol/response.ts';
import type { Timestamp } from '../protocol/timestamp.ts';
import type { Instant } from './instant.ts';
import type { Account } from './money/account.ts';
import type { Fingerprint } from './request-content.ts';
import type { Status } from './statuses.ts';

/** The purpose of a timer. `silence` publishes a request again; `retry` creates the successor. */
export type WakeFor = 'publish' | 'silence' | 'retry' | 'deliver' | 'purge';

/** The one pending timer: work that the sweep does unless it is noted as done (docs/adr/002-one-timer.md). */
export interface Wake {
  readonly at: Instant;
  readonly for: WakeFor;
  /** Spreads the index over shards, so that no one index range takes every write. */
  readonly shard: number;
  /** How often this timer has come due without its work being noted as done. */
  readonly tries: number;
}

/** An attempt's place in its lineage. */
interface Lineage {
  /** The first attempt's request ID. */
  readonly rootId: RequestId;
  /** 1 for the root. */
  readonly attempt: number;
  readonly retryOf: RequestId | null;
  readonly retriedBy: RequestId | null;
}

/** The latest answer, as far as a record keeps it. */
export interface LatestAnswer {
  readonly status: ReportedStatus;
  readonly version: Timestamp;
  readonly reasonType: string | null;
  readonly eventCodes: Readonly<Record<string, string>>;
  readonly times: JobTimes;
  /** The JobV2's JSON text as it arrived; null once purged. */
  readonly job: string | null;
}

/** The reason of a failed publish: a passing fault, a fault for a person to mend, a final refusal. */
export type PublishFailure = 'unavailable' | 'misconfigured' | 'refused';

export interface PublishLog {
  /** How the request travels, the same at each publish; null for external jobs. */
  readonly form: RequestForm | null;
  /**
   * How many publishes may have taken effect: those under way, those of unknown outcome, and those that did.
   */
  readonly open: number;
  /** IDs of the published messages, the latest last; the way back from a discard. Bounded. */
  readonly messageIds: readonly MessageId[];
  /** How often the request was published. */
  readonly count: number;
  readonly lastAt: Instant | null;
  /** How many silence limits have passed since the latest answer. */
  readonly silences: number;
  readonly failure: PublishFailure | null;
}

/** Verified e-mail of the caller who asked for an attempt; null where that is not known. */
export type Requester = string | null;

/** All that is stored of one attempt, by its request ID, for good: ledger entry and job state in one. */
export interface JobRecord {
  readonly requestId: RequestId;
  readonly lineage: Lineage;
  /** `external`: an answer arrived for an ID that this gateway never requested. */
  readonly origin: 'gateway' | 'external';
  readonly jobType: string | null;
  /** The payload's JSON text exactly as sent; null for external jobs and once purged. */
  readonly payload: string | null;
  readonly priority: number | null;
  readonly expireAfter: string | null;
  /** null for external jobs. */
  readonly fingerprint: Fingerprint | null;
  readonly status: Status;
  readonly answer: LatestAnswer | null;
  readonly publish: PublishLog;
  /**
   * The name of the hold that keeps back its first publish, or `budget:` and the name of a budget without
   * room; null where none does, and once it has ended.
   */
  readonly held: string | null;
  readonly discard: { readonly reasonType: string; readonly messageId: MessageId } | null;
  readonly wake: Wake | null;
  readonly delivery: { readonly key: string; readonly at: Instant } | null;
  /** `name=value`. */
  readonly tags: readonly string[];
  /** The tag of the team whose job it is, for good; null for one of no team. */
  readonly team: string | null;
  /** Of this attempt; null once purged. A retry by the gateway itself has that of the attempt before. */
  readonly requestedBy: Requester;
  /** By it the lineage is counted; null for external jobs, and those of before it was kept. */
  readonly account: Account | null;
  /** The trace of the call that submitted the lineage, as `traceparent` has it; null where it told none. */
  readonly trace: string | null;
  /**
   * The operator who asked for the next attempt, noted before it is made, perhaps by the sweep. Null once
   * purged.
   */
  readonly retryAskedBy: Requester;
  readonly requestedAt: Instant;
  readonly updatedAt: Instant;
  /** The beginning of the job's silence: its request or its latest answer. */
  readonly quietSince: Instant;
  readonly endedAt: Instant | null;
  /** How often this attempt has ended, a completed ending counting as many: see `sequenceOf`. */
  readonly endings: number;
  readonly purgedAt: Instant | null;
  /**
   * Whether the personal data was taken out on request: then no later answer brings it back
   * (docs/operate.md).
   */
  readonly erased: boolean;
  /** By which erasure, and when; null where an operator took it out by hand. */
  readonly erasure: { readonly id: string; readonly at: Instant } | null;
}
