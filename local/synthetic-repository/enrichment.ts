/**
 * The payload as a completed job returns it: read-only parts filled in, invented from a hash
 * (docs/protocol.md §9.4).
 */
import { hash32 } from '../../shared/jobs/hash.ts';
import { isLinkedInUserUrl } from '../../shared/protocol/linkedin.ts';
import type { Payload } from '../../shared/protocol/payload.ts';
import { type Events, mobileVerification } from './outcomes.ts';
import { isPossiblePhone } from './validation.ts';

type Url = NonNullable<Payload['urls']>[number];
type Email = NonNullable<Payload['emailAddresses']>[number];
type Phone = NonNullable<Payload['phoneNumbers']>[number];

const COMPANIES = [
  'Marlow Instruments',
  'Sable & Finch',
  'Northgate Ceramics',
  'Tern Logistics',
  'Quillon Labs',
  'Ostara Foods',
];
const POSITIONS = [
  'Senior Buyer',
  'Head of Operations',
  'Director, Partnerships',
  'Principal Engineer',
  'Regional Manager',
];
// Area codes in service; 555-0100 to 555-0199 are reserved for fiction (NANPA).
const AREA_CODES = [202, 303, 415, 512, 617, 702, 808, 919];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @param id the request ID: what is invented depends on it and the payload alone */
export function enrich(id: string, payload: Payload, events: Events): Record<string, unknown> {
  return {
    ...payload,
    ...(payload.employment && { employment: enrichEmployment(id, payload, events) }),
    ...(payload.emailAddresses && { emailAddresses: payload.emailAddresses.map(enrichEmail) }),
    ...phones(id, payload, events),
    ...urls(id, payload, events),
  };
}

function enrichEmployment(id: string, { employment }: Payload, { verifyEmployment }: Events) {
  if (verifyEmployment === undefined) return employment;
  const changed = verifyEmployment === 'changed';
  const known = changed || verifyEmployment === 'verified';
  const company = changed ? pick(COMPANIES, `${id}/company`) : employment?.company?.title;
  const position = changed
    ? pick(POSITIONS, `${id}/position`)
    : (employment?.position?.title ?? pick(POSITIONS, `${id}/position`));
  return {
    ...employment,
    company: { ...employment?.company, verification: known ? { title: company } : null },
    position: { ...employment?.position, verification: known ? { title: position } : null },
    employmentEnd: changed ? employmentEnd(id) : null,
  };
}

/** A month between 2021 and 2025: fixed years, so that the same lead reads the same whenever it is asked. */
function employmentEnd(id: string) {
  const year = 2021 + (hash32(`${id}/year`) % 5);
  const month = hash32(`${id}/month`) % 12;
  return {
    iso8601Format: `${year}-${String(month + 1).padStart(2, '0')}`,
    localeAbbrevFormat: `${MONTHS[month]} ${year}`,
  };
}

function enrichEmail(email: Email) {
  const { userFormat } = email.emailAddress;
  const at = userFormat.lastIndexOf('@');
  const isSyntaxValid = at > 0 && at < userFormat.length - 1;
  const formats = isSyntaxValid
    ? {
        rfc882Format: userFormat.slice(0, at) + userFormat.slice(at).toLowerCase(),
        normalFormat: userFormat.toLowerCase(),
      }
    : { rfc882Format: null, normalFormat: null };
  return {
    ...email,
    emailAddress: {
      userFormat,
      ...formats,
      isSyntaxValid,
      isDeliverable: isSyntaxValid && !userFormat.endsWith('.example'),
    },
  };
}

function phones(id: string, payload: Payload, events: Events) {
  const given = (payload.phoneNumbers ?? []).map((phone) =>
    events.verifyMobile === undefined ? enrichPhone(phone, 'unknown') : verifiedPhone(phone, payload),
  );
  const appended = events.appendMobile === 'appended' ? [appendedMobile(id)] : [];
  return payload.phoneNumbers || appended.length > 0 ? { phoneNumbers: [...given, ...appended] } : {};
}

function appendedMobile(id: string) {
  const line = String(100 + (hash32(`${id}/line`) % 100)).padStart(4, '0');
  const userFormat = `+1 ${pick(AREA_CODES, `${id}/area`)}-555-${line}`;
  return enrichPhone({ phoneNumber: { userFormat }, rels: ['personal'], source: null }, 'mobile');
}

function verifiedPhone(phone: Phone, payload: Payload) {
  const { phoneType, rating } = mobileVerification(payload);
  return { ...enrichPhone(phone, phoneType), numberActivity: rating, numberNameMatch: rating };
}

function enrichPhone(phone: Phone, phoneType: string) {
  const { userFormat } = phone.phoneNumber;
  const possible = isPossiblePhone(userFormat);
  const e164 = possible && userFormat.trim().startsWith('+') ? `+${userFormat.replaceAll(/\D/g, '')}` : null;
  return {
    ...phone,
    phoneNumber: {
      userFormat,
      e164Format: e164,
      normalFormat: e164,
      isSyntaxValid: possible,
      isPossible: possible,
    },
    phoneType,
    compliance: null,
    smsEmailAddresses: [],
    callWindows: null,
  };
}

function urls(id: string, payload: Payload, { appendLinkedIn }: Events) {
  const given = payload.urls ?? [];
  const invented = () =>
    enrichUrl({
      url: { userFormat: `https://www.linkedin.com/in/${slug(payload)}-${hash32(`${id}/url`) % 10_000}` },
      rels: ['linkedInUser'],
      source: null,
    });
  const first = given.findIndex(({ url }) => isLinkedInUserUrl(url.userFormat));
  const kept = given.map((url, i) =>
    appendLinkedIn === 'replaced' && i === first ? invented() : enrichUrl(url),
  );
  if (appendLinkedIn === 'appended') return { urls: [...kept, invented()] };
  return payload.urls ? { urls: kept } : {};
}

function enrichUrl(given: Url) {
  const { userFormat } = given.url;
  const absolute = userFormat.startsWith('//')
    ? `https:${userFormat}`
    : userFormat.includes('://')
      ? userFormat
      : `https://${userFormat}`;
  const url = URL.canParse(absolute) ? new URL(absolute) : undefined;
  const rels = isLinkedInUserUrl(userFormat)
    ? [...new Set([...(given.rels ?? []), 'linkedInUser'])]
    : (given.rels ?? null);
  return {
    ...given,
    rels,
    url: {
      userFormat,
      rfc3986Format: url ? partsOf(url) : null,
      normalFormat: url?.href ?? null,
      isSyntaxValid: url !== undefined,
      isResolvable: url !== undefined,
      isRemote: true,
      includesAuthority: true,
    },
  };
}

function partsOf(url: URL) {
  const { hostname, host, port, pathname, search, hash } = url;
  return {
    scheme: url.protocol.slice(0, -1),
    hostname,
    netloc: host,
    port: port === '' ? null : Number(port),
    path: pathname,
    params: '',
    query: search.slice(1),
    fragment: hash.slice(1),
    username: null,
    password: null,
  };
}

function slug({ person }: Payload): string {
  const plain = `${person?.firstName ?? ''}-${person?.lastName ?? ''}`.normalize('NFD').toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z-]/g, '')
      .replaceAll(/-{2,}/g, '-')
      .replaceAll(/^-|-$/g, '') || 'someone'
  );
}

function pick<T>(choices: readonly T[], key: string): T | undefined {
  return choices[hash32(key) % choices.length];
}
