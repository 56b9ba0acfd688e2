import { ExpireAfterSchema, PrioritySchema } from '../../shared/api/submission.ts';
import { missingInput, requirementsOf, tasksOf } from '../../shared/protocol/job-types.ts';
import type { Payload } from '../../shared/protocol/payload.ts';

/** A request, as far as it could be read. */
export interface RequestToValidate {
  readonly jobType: string;
  readonly payload: Payload;
  readonly priority: unknown;
  readonly expireAfter: string | undefined;
}

/**
 * Looks at the required input of the job type, priority, expiry, tags and, where it is to be verified, the
 * phone number (docs/protocol.md §2.3, §2.6, §9.3, C13).
 * @returns why a request is rejected; undefined when it is valid
 */
export function rejectionOf({
  jobType,
  payload,
  priority,
  expireAfter,
}: RequestToValidate): string | undefined {
  const missing = missingInput(requirementsOf(jobType), payload, '/payload')[0];
  if (missing) return `${missing.pointer} is required.`;
  if (priority !== undefined && !PrioritySchema.safeParse(priority).success)
    return 'priority must be an integer from 0 to 100.';
  if (expireAfter !== undefined && !ExpireAfterSchema.safeParse(expireAfter).success)
    return 'modigieJobExpireAfter must be a duration from 1 to 30 days.';
  const badTag = (payload.tags ?? []).findIndex(
    ({ name, value }) => !isWithin(name, 256) || !isWithin(value, 1024),
  );
  if (badTag !== -1) return `payload.tags[${badTag}] is out of bounds.`;
  if (!tasksOf(jobType).includes('verifyMobile')) return undefined;
  const impossible = (payload.phoneNumbers ?? []).findIndex(
    ({ phoneNumber }) => !isPossiblePhone(phoneNumber.userFormat),
  );
  return impossible === -1
    ? undefined
    : `payload.phoneNumbers[${impossible}] is not a possible phone number.`;
}

/** ITU-T E.164: at most 15 digits; fewer than 7 are no number with an area (docs/protocol.md C12). */
export function isPossiblePhone(phone: string): boolean {
  const digits = phone.replaceAll(/\D/g, '').length;
  return digits >= 7 && digits <= 15 && /^[\d\s().+/-]+$/.test(phone);
}

function isWithin(text: string, max: number): boolean {
  return text.length >= 1 && text.length <= max;
}
