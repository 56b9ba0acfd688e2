import { ExpireAfterSchema, PrioritySchema } from '../../shared/api/submission.ts';
import { KNOWN_JOB_TYPES, missingInput } from '../../shared/protocol/job-types.ts';
import type { Payload } from '../../shared/protocol/payload.ts';

export interface Validated {
  readonly jobType: string;
  readonly payload: Payload;
  readonly priority: unknown;
  readonly expireAfter: string | undefined;
}

/**
 * @returns why a request is rejected, or undefined when it is valid: required input per job type, tag bounds,
 * a possible phone number, priority, expiry (modigie-pubsub.md §7, §10, §14.5).
 */
export function rejectionOf({ jobType, payload, priority, expireAfter }: Validated): string | undefined {
  const missing = missingInput(KNOWN_JOB_TYPES[jobType] ?? [], payload, '/payload')[0];
  if (missing) return `${missing.pointer} is required.`;
  if (priority !== undefined && !PrioritySchema.safeParse(priority).success)
    return 'priority must be an integer from 0 to 100.';
  if (expireAfter !== undefined && !ExpireAfterSchema.safeParse(expireAfter).success)
    return 'modigieJobExpireAfter must be a duration from 1 to 30 days.';
  const badTag = (payload.tags ?? []).findIndex(
    ({ name, value }) => !isWithin(name, 256) || !isWithin(value, 1024),
  );
  if (badTag !== -1) return `payload.tags[${badTag}] is out of bounds.`;
  if (jobType !== 'verifyMobile') return undefined;
  const impossible = (payload.phoneNumbers ?? []).findIndex(
    ({ phoneNumber }) => !isPossible(phoneNumber.userFormat),
  );
  return impossible === -1
    ? undefined
    : `payload.phoneNumbers[${impossible}] is not a possible phone number.`;
}

/** ITU-T E.164: at most 15 digits; fewer than 7 are no subscriber number with an area. */
export function isPossible(phone: string): boolean {
  const digits = phone.replaceAll(/\D/g, '').length;
  return digits >= 7 && digits <= 15 && /^[\d\s().+/-]+$/.test(phone);
}

function isWithin(text: string, max: number): boolean {
  return text.length >= 1 && text.length <= max;
}
