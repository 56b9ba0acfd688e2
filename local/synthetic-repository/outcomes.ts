/** What an ordinary job completes with: the published tables (modigie-pubsub.md §14.1 to §14.4). */
import { isLinkedInUserUrl } from '../../shared/protocol/linkedin.ts';
import type { Payload } from '../../shared/protocol/payload.ts';

/** Event codes by task. */
export type Events = Readonly<Record<string, string>>;

export function eventsOf(jobType: string, payload: Payload): Events {
  switch (jobType) {
    case 'enrichMobile':
      return {
        appendMobile: appendMobile(payload),
        appendLinkedIn: appendLinkedIn(payload),
        verifyEmployment: verifyEmployment(payload),
      };
    case 'enrichLinkedIn':
      return { appendLinkedIn: appendLinkedIn(payload) };
    case 'verifyEmployment':
    case 'verifyEmploymentHygiene':
      return { appendLinkedIn: appendLinkedIn(payload), verifyEmployment: verifyEmployment(payload) };
    case 'verifyMobile':
      return { verifyMobile: mobileRow(payload).outcome };
    default:
      return {};
  }
}

export interface MobileRow {
  readonly upTo: string;
  readonly phoneType: string;
  readonly rating: string;
  readonly outcome: string;
}

/** By first name; the published part ends at K, the rest is completed as in modigie-pubsub.md §14.3 (C17). */
const MOBILE_TABLE: readonly MobileRow[] = [
  { upTo: 'D', phoneType: 'mobile', rating: 'high', outcome: 'good_mobile' },
  { upTo: 'G', phoneType: 'mobile', rating: 'low', outcome: 'no_good_mobile' },
  { upTo: 'J', phoneType: 'mobile', rating: 'unknown', outcome: 'unable_to_verify' },
  { upTo: 'M', phoneType: 'voip', rating: 'high', outcome: 'good_mobile' },
  { upTo: 'P', phoneType: 'voip', rating: 'low', outcome: 'no_good_mobile' },
  { upTo: 'S', phoneType: 'voip', rating: 'unknown', outcome: 'unable_to_verify' },
  { upTo: 'V', phoneType: 'landline', rating: 'low', outcome: 'no_good_mobile' },
];
const LAST_ROW: MobileRow = {
  upTo: 'Z',
  phoneType: 'unknown',
  rating: 'unknown',
  outcome: 'unable_to_verify',
};

export function mobileRow(payload: Payload): MobileRow {
  const letter = initial(payload.person?.firstName);
  return MOBILE_TABLE.find(({ upTo }) => letter <= upTo) ?? LAST_ROW;
}

function appendMobile(payload: Payload): string {
  return initial(payload.person?.firstName) <= 'M' ? 'appended' : 'unable_to_append';
}

function appendLinkedIn(payload: Payload): string {
  const early = initial(payload.person?.lastName) <= 'M';
  const given = (payload.urls ?? []).some(({ url }) => isLinkedInUserUrl(url.userFormat));
  if (given) return early ? 'from_input' : 'replaced';
  return early ? 'appended' : 'unable_to_append';
}

function verifyEmployment(payload: Payload): string {
  const letter = initial(payload.employment?.company?.title);
  if (letter <= 'I') return 'verified';
  return letter <= 'R' ? 'changed' : 'unable_to_verify';
}

/** The first letter, trimmed, upper case, without diacritics; what is not A–Z counts as Z (C14). */
function initial(text: string | null | undefined): string {
  const first = (text ?? '').trim().normalize('NFD').charAt(0).toUpperCase();
  return /^[A-Z]$/.test(first) ? first : 'Z';
}
