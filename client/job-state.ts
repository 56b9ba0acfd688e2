/**
 * Jobs as a gateway shows them. Read tolerantly: a status or reason that this version does not know is still
 * a string, and members that it does not know are kept. Held to the schemas of shared/api by
 * test/unit/client/types.test.ts.
 */

/** The gateway's own until Modigie answers, and where it never does; else Modigie's. New ones may appear. */
export type JobStatus =
  | 'accepted'
  | 'published'
  | 'refused'
  | 'withdrawn'
  | 'discarded'
  | 'unanswered'
  | 'erased'
  | 'over-budget'
  | 'reused'
  | 'created'
  | 'validated'
  | 'enqueued'
  | 'dispatching'
  | 'processing'
  | 'completed'
  | 'failed'
  | 'canceled'
  | 'rejected'
  | (string & {});

/**
 * One attempt, as the gateway knows it.
 * @example
 * const job: Job = await gateway.jobs.get('contact-88213_enrichMobile_1');
 * if (job.final && job.status === 'completed') console.log(job.eventCodes.appendMobile);
 */
export interface Job {
  /** The ID of this attempt. */
  readonly requestId: string;
  /** The request ID of the lineage's first attempt. */
  readonly rootId: string;
  /** 1 for the first of the lineage. */
  readonly attempt: number;
  readonly jobType: string | null;
  readonly status: JobStatus;
  /** Whether nothing more happens to this lineage by itself. */
  readonly final: boolean;
  /** Modigie's `updateTime`, with six fraction digits; null until it answers. */
  readonly version: string | null;
  /**
   * Verified e-mail of the caller who submitted this attempt, or retried it by hand; null where it is not
   * known, and once purged.
   */
  readonly requestedBy: string | null;
  /** The trace of the call that submitted the lineage; null where it told none. */
  readonly traceId: string | null;
  /** When the gateway accepted the attempt. */
  readonly requestedAt: string;
  /** When the gateway last changed what it knows of it. */
  readonly updatedAt: string;
  /** The attempt before. */
  readonly retryOf: string | null;
  /** The attempt after. */
  readonly retriedBy: string | null;
  /** When the next attempt is due; null when none is. */
  readonly retryAt: string | null;
  /** `external`: Modigie answered for an ID that this gateway never requested. */
  readonly origin: 'gateway' | 'external' | (string & {});
  /** Why it ended badly, as Modigie says: `JobExpireReason`, … */
  readonly reasonType: string | null;
  /** Modigie's finding for each task, such as `appendMobile: 'appended'`. */
  readonly eventCodes: Readonly<Record<string, string>>;
  /**
   * The request ID of the earlier job about the same person whose `eventCodes` and `job` these are, where the
   * status is `reused`: nothing was requested. Null otherwise.
   */
  readonly reusedFrom: string | null;
  /** Why Modigie threw the request away, such as `DuplicateJobIdError`. */
  readonly discardReasonType: string | null;
  /**
   * The hold that keeps back its request: its job type, `*` for the hold of all, or `budget:` and the name of
   * a budget without room; null where none does.
   */
  readonly held: string | null;
  /** Why the request could not be published, the last time. */
  readonly publishFailure: 'unavailable' | 'misconfigured' | 'refused' | (string & {}) | null;
  /** A key to group failures and filter by: `failed/JobFailReason`, `publish/misconfigured`; else null. */
  readonly cause: string | null;
  /**
   * When the result was published on the results topic. Null until then, as in the result itself; null for
   * good in an attempt that was retried, and in an external job: they have no result.
   */
  readonly deliveredAt: string | null;
  /** When payload, JobV2, tags and requester were removed. */
  readonly purgedAt: string | null;
  /** Whether they were removed on request, as data of a person: then nothing is sent again. */
  readonly erased: boolean;
  /** Each as `name=value`. */
  readonly tags: readonly string[];
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  /** How to request the lead anew; only where a request without an ID was repeated. */
  readonly advice?: string | undefined;
  /** All attempts that the ID answers for, oldest first; only when read by ID. */
  readonly attempts?: readonly Attempt[] | undefined;
  /**
   * Modigie's latest JobV2; that of `reusedFrom`, under its own `id`, where that is given. JavaScript rounds
   * numbers beyond 2^53 when it reads them; `jobs.getText` gives the text. Null in a brief view.
   */
  readonly job: Readonly<Record<string, unknown>> | null;
}

/** One attempt of a lineage, in short. */
export interface Attempt {
  readonly requestId: string;
  readonly attempt: number;
  readonly status: JobStatus;
  readonly reasonType: string | null;
  /** When the gateway accepted it. */
  readonly requestedAt: string;
  /** When the next attempt is due; null when none is. */
  readonly retryAt: string | null;
  /** When its result was published; null where none was. */
  readonly deliveredAt: string | null;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
}

export interface HistoryEntry {
  readonly status: JobStatus;
  /** When the job came to this status, with six fraction digits. */
  readonly at: string;
}

/** A job in sentences, to a person who operates the gateway. */
export interface Explanation {
  /** The ID that was asked for. */
  readonly requestId: string;
  /** When the job was read: what is due was still to come then. */
  readonly asOf: string;
  /**
   * For each attempt, oldest first: what happened, why it was sent again or not, what is due next (the one
   * code that begins with `due-`, or `nothing-due`), and what would change that. Last, what is not stored.
   */
  readonly sentences: readonly Sentence[];
}

/** One statement about a job: no payload, no personal data. */
export interface Sentence {
  /** The name of the statement. Codes are stable; new ones may appear. */
  readonly code: string;
  /** Its wording may change. */
  readonly text: string;
  /** When it happened, by the gateway's clock, or is due; null where nothing says. */
  readonly at: string | null;
}

/** A job as its submission is answered. */
export interface SubmittedJob extends Job {
  /** Whether it was submitted before: then nothing was requested again. */
  readonly replayed: boolean;
}

/** Which jobs are meant: those that match all that is given, and of a list of values one. */
export interface JobFilter extends CountFilter {
  /** The reason that Modigie gave for a failure. */
  readonly reason?: string | readonly string[] | undefined;
  /** As a job has it. */
  readonly cause?: string | readonly string[] | undefined;
}

/** Which jobs are counted. */
export interface CountFilter {
  readonly status?: JobStatus | readonly JobStatus[] | undefined;
  readonly jobType?: string | readonly string[] | undefined;
  /** As `name=value`. */
  readonly tag?: string | undefined;
  /** Changed at this time or later: an RFC 3339 time, or one before now such as `30m`, `2h`, `3d`. */
  readonly since?: string | Date | undefined;
  /** Changed before this time. */
  readonly until?: string | Date | undefined;
}

/** Some of the attempts that match, in the order that was asked for. */
export interface JobPage {
  readonly jobs: readonly Job[];
  /** Give it as `pageToken` to go on; absent on the last page. */
  readonly nextPageToken?: string | undefined;
  /**
   * The instant that `since` meant, by the gateway's clock, and the same on each page; only there when it was
   * given.
   */
  readonly since?: string | undefined;
  /**
   * How many attempts were looked at for this page; only there when no index serves the whole filter. Such a
   * page may have few jobs or none, and another one behind it.
   */
  readonly scanned?: number | undefined;
}

/** How many attempts there are, or were some seconds ago: a gateway counts no more often. */
export interface Counts {
  /** Statuses without any are left out; `other` are those that the gateway does not know. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** When the gateway counted them: ten seconds ago, or not much longer. */
  readonly countedAt: string;
}

export interface Health {
  readonly status: 'ok';
}
