import * as z from 'zod';

/** The ID of one job request, unique in its repository; becomes the job's `id` (protocol.md §2). */
export type RequestId = string & z.BRAND<'RequestId'>;

/** Longest request ID that is sent *[assumed]* (protocol.md §2). */
export const MAX_REQUEST_ID_LENGTH = 128;

const ALPHABET = /^[A-Za-z0-9._~-]+$/;
const RESERVED = /^(?:\.{1,2}|__.*__)$/;
/**
 * What a retry's request ID ends in; see `lineage.ts`. A company's own ID must not look like one. Bounded, so
 * that matching is linear.
 */
const RETRY_SUFFIX = /~\d{1,127}$/;

/**
 * A request ID as a company may choose it: `[A-Za-z0-9._~-]`, 1 to 128 characters, not `.`, `..` or `__x__`
 * (protocol.md §2, *[assumed]*), and not ending in `~` and digits, which the gateway's own retries do.
 */
export const RequestIdSchema = z
  .string({ error: 'must be a string' })
  .min(1, 'must not be empty')
  .max(MAX_REQUEST_ID_LENGTH, `must have at most ${MAX_REQUEST_ID_LENGTH} characters`)
  .regex(ALPHABET, 'may contain only letters, digits and . _ ~ - (ASCII)')
  .refine((id) => !RESERVED.test(id), 'must not be "." or "..", nor begin and end with "__"')
  .refine((id) => !RETRY_SUFFIX.test(id), 'must not end in "~" and digits: such IDs are reserved for retries')
  .brand<'RequestId'>();

/** The ID of a stored job: one that a company chose, or that of a retry. */
export const StorableRequestIdSchema = z
  .string()
  .max(MAX_REQUEST_ID_LENGTH)
  .regex(ALPHABET)
  .refine((id) => !RESERVED.test(id))
  .brand<'RequestId'>();

/** @returns whether `text` can be the ID of a stored job: one of a company's, or of a retry. Never throws. */
export function isStorableRequestId(text: string): text is RequestId {
  return text.length <= MAX_REQUEST_ID_LENGTH && ALPHABET.test(text) && !RESERVED.test(text);
}
