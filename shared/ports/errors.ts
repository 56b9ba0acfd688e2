/** The faults that a port may report. Any other error of an adapter is a bug. */

import type { PublishFailure } from '../jobs/job-record.ts';

/** A message could not be published; `code` is the reason. */
export class PublishError extends Error {
  readonly code: PublishFailure;
  constructor(code: PublishFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PublishError';
    this.code = code;
  }
}

/** The store did not answer, for a reason that may pass; nothing is known of whether a write took effect. */
export class StoreUnavailableError extends Error {
  readonly code = 'store-unavailable';
  constructor(options?: ErrorOptions) {
    super('The job store did not answer.', options);
    this.name = 'StoreUnavailableError';
  }
}
