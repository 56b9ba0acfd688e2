/** The faults that a port may report. Any other error of an adapter is a bug. */

import type { PublishFailure } from '../jobs/job-record.ts';

interface PublishErrorOptions extends ErrorOptions {
  /** Whether the message may have been taken all the same; so it is with every fault that may pass. */
  readonly maybeSent?: boolean;
}

/** A message could not be published; `code` is the reason. */
export class PublishError extends Error {
  readonly code: PublishFailure;
  readonly maybeSent: boolean;
  constructor(code: PublishFailure, message: string, options: PublishErrorOptions = {}) {
    super(message, options);
    this.name = 'PublishError';
    this.code = code;
    this.maybeSent = options.maybeSent ?? code === 'unavailable';
  }
}

/** The store did not answer, for a reason that may pass; nothing is known of whether a write took effect. */
export class StoreUnavailableError extends Error {
  readonly code: 'store-unavailable' | 'store-misconfigured' = 'store-unavailable';
  constructor(options?: ErrorOptions, message = 'The job store did not answer.') {
    super(message, options);
    this.name = 'StoreUnavailableError';
  }
}

/** The fault that a person has to mend before the store answers again (docs/operate.md, "store"). */
export type StoreMisconfiguration =
  | 'no-permission'
  | 'not-authenticated'
  | 'no-database'
  | 'no-index'
  | 'no-api'
  | 'damaged';

/**
 * The store refuses the gateway until a person mends something. A caller, a message or a timer that waits for
 * the store waits on: nothing is lost meanwhile, so that it is a kind of being unavailable.
 */
export class StoreMisconfiguredError extends StoreUnavailableError {
  override readonly code = 'store-misconfigured';
  readonly reason: StoreMisconfiguration;
  constructor(reason: StoreMisconfiguration, options?: ErrorOptions) {
    super(options, 'The job store refuses the gateway; a person has to mend it.');
    this.name = 'StoreMisconfiguredError';
    this.reason = reason;
  }
}

/**
 * Why a stored record cannot be read: a newer gateway wrote it, or it has another shape than any gateway
 * writes.
 */
export type UnreadableReason = 'newer-format' | 'malformed';

/**
 * A stored record cannot be read. Nothing is written over it; a person has to look at it (docs/operate.md).
 */
export class RecordUnreadableError extends Error {
  readonly code: UnreadableReason;
  readonly requestId: string;
  constructor({ requestId, reason }: { readonly requestId: string; readonly reason: UnreadableReason }) {
    super('A stored record cannot be read.');
    this.name = 'RecordUnreadableError';
    this.code = reason;
    this.requestId = requestId;
  }
}

/** The store will never take this record: it is too large, or holds what no document can hold. */
export class RecordRefusedError extends Error {
  readonly code = 'record-refused';
  constructor(options?: ErrorOptions) {
    super('The job store refuses the record for good.', options);
    this.name = 'RecordRefusedError';
  }
}
