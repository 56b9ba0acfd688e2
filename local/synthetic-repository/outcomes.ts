/** Event codes of an ordinary job, by the tables of docs/protocol.md §9.2 and §9.3. */
import { type EventCode, type Task, tasksOf } from '../../shared/protocol/job-types.ts';
import { isLinkedInUserUrl } from '../../shared/protocol/linkedin.ts';
import type { Payload } from '../../shared/protocol/payload.ts';

/** The code of each task that was performed. */
export type Events = { readonly [T in Task]?: EventCode<T> };

/** How each task turns out. */
const CODE_OF: { readonly [T in Task]: (payload: Payload) => EventCode<T> } = {
  appendMobile: ({ person }) => (initial(person?.firstName) <= 'M' ? 'appended' : 'unable_to_append'),
  appendLinkedIn,
  verifyEmployment,
  verifyMobile: (payload) => mobileVerification(payload).code,
};

/** @returns the codes of a job type's tasks; none for a job type that is not known (docs/protocol.md C18) */
export function eventsOf(jobType: string, payload: Payload): Events {
  return Object.fromEntries(tasksOf(jobType).map((task) => [task, CODE_OF[task](payload)]));
}

export interface MobileVerification {
  readonly phoneType: string;
  /** Of activity and of the match with the name alike: high, low or unknown. */
  readonly rating: string;
  readonly code: EventCode<'verifyMobile'>;
}

/**
 * Each row ends with the initial `upTo` of the first name; from N on it is a choice of ours (docs/protocol.md
 * C17).
 */
const MOBILE_VERIFICATIONS: readonly (MobileVerification & { readonly upTo: string })[] = [
  { upTo: 'D', phoneType: 'mobile', rating: 'high', code: 'good_mobile' },
  { upTo: 'G', phoneType: 'mobile', rating: 'low', code: 'no_good_mobile' },
  { upTo: 'J', phoneType: 'mobile', rating: 'unknown', code: 'unable_to_verify' },
  { upTo: 'M', phoneType: 'voip', rating: 'high', code: 'good_mobile' },
  { upTo: 'P', phoneType: 'voip', rating: 'low', code: 'no_good_mobile' },
  { upTo: 'S', phoneType: 'voip', rating: 'unknown', code: 'unable_to_verify' },
  { upTo: 'V', phoneType: 'landline', rating: 'low', code: 'no_good_mobile' },
];
const REST: MobileVerification = { phoneType: 'unknown', rating: 'unknown', code: 'unable_to_verify' };

/** @returns what `verifyMobile` finds of every phone number of the payload (docs/protocol.md §9.3) */
export function mobileVerification({ person }: Payload): MobileVerification {
  const letter = initial(person?.firstName);
  return MOBILE_VERIFICATIONS.find(({ upTo }) => letter <= upTo) ?? REST;
}

function appendLinkedIn({ person, urls }: Payload): EventCode<'appendLinkedIn'> {
  const early = initial(person?.lastName) <= 'M';
  const given = (urls ?? []).some(({ url }) => isLinkedInUserUrl(url.userFormat));
  if (given) return early ? 'from_input' : 'replaced';
  return early ? 'appended' : 'unable_to_append';
}

function verifyEmployment({ employment }: Payload): EventCode<'verifyEmployment'> {
  const letter = initial(employment?.company?.title);
  if (letter <= 'I') return 'verified';
  return letter <= 'R' ? 'changed' : 'unable_to_verify';
}

/**
 * The first letter, trimmed, upper case, without diacritics; any other character counts as Z
 * (docs/protocol.md C14).
 */
function initial(text: string | null | undefined): string {
  const first = (text ?? '').trim().normalize('NFD').charAt(0).toUpperCase();
  return /^[A-Z]$/.test(first) ? first : 'Z';
}
