import * as z from 'zod';

/** The ID of one request, unique in its repository. It becomes the job's `id` (docs/protocol.md §2.1). */
export type RequestId = string & z.BRAND<'RequestId'>;

/** Most characters of a request ID, docs/protocol.md §2.1 (C1). */
export const MAX_REQUEST_ID_LENGTH = 128;

const ALPHABET = /^[A-Za-z0-9._~-]+$/;
const RESERVED = /^(?:\.{1,2}|__.*__)$/;
/** The end of a retry's request ID (`shared/jobs/attempt-id.ts`). Bounded, so that matching is linear. */
const RETRY_SUFFIX = /~\d{1,127}$/;

const rules = z
  .string({ error: 'must be a string' })
  .min(1, 'must not be empty')
  .max(MAX_REQUEST_ID_LENGTH, `must have at most ${MAX_REQUEST_ID_LENGTH} characters`)
  .regex(ALPHABET, 'may contain only letters, digits and . _ ~ - (ASCII)')
  .refine((id) => !RESERVED.test(id), 'must not be "." or "..", nor begin and end with "__"');

/** The request ID of a record: one that a company chose, or that of a retry. */
export const StorableRequestIdSchema = rules.brand<'RequestId'>();

/**
 * A request ID as a company may choose it, docs/protocol.md §2.1 (C1): 1 to 128 of `A-Z a-z 0-9 . _ ~ -`, not
 * `.`, `..` or `__x__`, and not ending in `~` and digits, as the IDs of retries do.
 */
export const RequestIdSchema = rules
  .refine((id) => !RETRY_SUFFIX.test(id), 'must not end in "~" and digits: such IDs are reserved for retries')
  .brand<'RequestId'>();

/** @returns whether `text` can be the request ID of a record: a company's own, or that of a retry. */
export function isStorableRequestId(text: string): text is RequestId {
  return text.length <= MAX_REQUEST_ID_LENGTH && ALPHABET.test(text) && !RESERVED.test(text);
}
