/** Headers of responses that callers act on. */

import * as z from 'zod';
import type { ResponseHeader } from './call.ts';
import { LIMITS } from './limits.ts';

export const LOCATION: ResponseHeader = {
  required: true,
  schema: z.string().meta({ format: 'uri-reference', examples: ['/v1/jobs/contact-88213_enrichMobile_1'] }),
  description:
    'Where the job is read: in the cloud an absolute address, that of the function query-jobs or of what ' +
    'stands before it; on one machine relative to the address of the call.',
};

export const OPERATION_LOCATION: ResponseHeader = {
  required: true,
  schema: z
    .string()
    .meta({ format: 'uri-reference', examples: ['/v1/operations/op_5f2b8c1d9e3a4b6c7d8e9f01'] }),
  description: 'Where the operation is read, relative to the address of the call.',
};

export const IDEMPOTENCY_REPLAYED: ResponseHeader = {
  required: true,
  schema: z.literal('true'),
  description: 'The same request was submitted before; nothing was requested again.',
};

export const ALLOW: ResponseHeader = {
  required: true,
  schema: z.string().meta({ examples: ['GET, POST'] }),
  description: 'The methods of this address.',
};

export const RETRY_AFTER: ResponseHeader = {
  required: true,
  schema: z
    .int()
    .min(0)
    .meta({ examples: [LIMITS.retryAfterSeconds] }),
  description: 'Seconds to wait before the same request is sent again.',
};
