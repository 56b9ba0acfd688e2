/** The faults that a port may report. Everything else that an adapter throws is a fault of ours. */

import type { PublishFailure } from '../jobs/job-record.ts';

/** A message could not be published. */
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
