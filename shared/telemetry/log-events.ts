/** Log events: their names and severities. docs/log-events.md explains each; a test compares. */

export type Severity = 'DEBUG' | 'INFO' | 'NOTICE' | 'WARNING' | 'ERROR';

export const LOG_EVENTS = {
  'job.created': 'INFO',
  'job.reused': 'INFO',
  'job.adopted': 'NOTICE',
  'job.replayed': 'INFO',
  'job.request-id-reused': 'WARNING',
  'job.invalid': 'WARNING',
  'job.over-budget': 'WARNING',
  'budget.warning': 'WARNING',
  'job.published': 'INFO',
  'job.publish-failed': 'ERROR',
  'job.rerouted': 'NOTICE',
  'job.held': 'INFO',
  'job.confirmed': 'DEBUG',
  'job.reserved': 'INFO',
  'job.postponed': 'INFO',
  'job.released': 'INFO',
  'job.refused': 'ERROR',
  'job.answered': 'INFO',
  'job.ended': 'INFO',
  'job.stale': 'DEBUG',
  'job.untracked': 'DEBUG',
  'job.external': 'WARNING',
  'job.foreign': 'ERROR',
  'job.discarded': 'ERROR',
  'job.discard-noted': 'ERROR',
  'job.republishing': 'NOTICE',
  'job.unanswered': 'ERROR',
  'job.retrying': 'INFO',
  'job.not-retried': 'INFO',
  'job.retried': 'INFO',
  'job.withdrawn': 'NOTICE',
  'job.redelivering': 'NOTICE',
  'job.delivered': 'INFO',
  'job.delivery-failed': 'ERROR',
  'job.erased': 'NOTICE',
  'job.purged': 'INFO',
  'job.nothing-due': 'DEBUG',
  'job.replaying': 'NOTICE',
  'job.not-retryable': 'NOTICE',
  'job.not-replayable': 'NOTICE',
  'job.not-redeliverable': 'NOTICE',
  'job.unknown-status': 'WARNING',
  'hold.placed': 'NOTICE',
  'hold.ended': 'NOTICE',
  'hold.released': 'NOTICE',
  'breaker.tripped': 'ERROR',
  'audit.intent': 'NOTICE',
  'audit.outcome': 'NOTICE',
  'audit.outcome-untold': 'ERROR',
  'audit.unreadable': 'ERROR',
  'operation.started': 'NOTICE',
  'operation.ended': 'NOTICE',
  'operation.failed': 'ERROR',
  'operation.unreadable': 'ERROR',
  'erasure.run': 'NOTICE',
  'erasure.incomplete': 'ERROR',
  'erasure.unreadable': 'ERROR',
  'discard.unmatched': 'ERROR',
  'record.unreadable': 'ERROR',
  'message.dead-lettered': 'ERROR',
  'dead-letter.passed-on': 'NOTICE',
  'dead-letter.kept': 'INFO',
  'dead-letter.not-kept': 'ERROR',
  'dead-letter.unreadable': 'ERROR',
  'caller.refused': 'ERROR',
  'keys.unavailable': 'ERROR',
  'request.refused': 'WARNING',
  'request.failed': 'ERROR',
  'store.unavailable': 'ERROR',
  'store.misconfigured': 'ERROR',
  'sweep.finished': 'INFO',
  'sweep.empty': 'DEBUG',
  'sweep.failed': 'ERROR',
  'reconcile.finished': 'INFO',
  'reconcile.unbalanced': 'ERROR',
  'pull.finished': 'INFO',
  'pull.empty': 'DEBUG',
  'pull.failed': 'ERROR',
  'webhook.delivered': 'INFO',
  'webhook.filtered': 'DEBUG',
  'webhook.failed': 'WARNING',
  'webhook.postponed': 'INFO',
  'webhook.gone': 'ERROR',
  'webhook.unsigned': 'ERROR',
  'webhook.unknown': 'ERROR',
  'webhook.unreadable': 'ERROR',
  'webhook.pinged': 'NOTICE',
} as const satisfies Record<string, Severity>;

export type LogEventName = keyof typeof LOG_EVENTS;

/** The fields of a log entry: IDs, codes and counts. Never a payload, a JobV2 or personal data. */
export interface LogFields {
  readonly requestId?: string;
  readonly rootId?: string;
  readonly jobType?: string | null;
  readonly attempt?: number;
  readonly status?: string;
  readonly reason?: string;
  readonly messageId?: string;
  /** Of the call that submitted the lineage, which as a rule is not the one that the entry belongs to. */
  readonly originTrace?: string;
  /** Of the audit and of an operation: what was done, which time that was, and what came of it. */
  readonly action?: string;
  readonly operation?: string;
  readonly outcome?: string;
  /** The ID of an erasure, which says nothing of its person. */
  readonly erasure?: string;
  /** The name of a stored document. */
  readonly document?: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day?: string;
  readonly function?: string;
  readonly subscription?: string;
  /** The name of a webhook, as configured. */
  readonly webhook?: string;
  /** Which attempt of its subscription a message has come with. */
  readonly deliveryAttempt?: number;
  readonly httpStatus?: number;
  readonly counts?: Readonly<Record<string, number>>;
  readonly durationMs?: number;
  readonly error?: unknown;
}

export interface Telemetry {
  emit(name: LogEventName, fields?: LogFields): void;
}

/** Logs nothing: for tests and embedded runs. */
export const SILENT: Telemetry = { emit: () => undefined };
