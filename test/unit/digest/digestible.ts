/** Completed jobs to digest, as Modigie's documentation shows them (docs/protocol.md §5.5). */
import type { DigestibleJob } from '../../../shared/digest/digest.ts';

export const CONTACT = { objectSystem: 'HubSpot', objectType: 'Contact', objectId: '88213' };
export const LEAD = { objectSystem: 'Salesforce', objectType: 'Lead', objectId: '00Q1U00000X3nidUAB' };
export const MOBILE = '+1 303-555-0142';
const LINKEDIN = 'https://www.linkedin.com/in/ingrid-lindqvist';

/** A payload as it is sent: values that the record has besides name and company. */
export function sentPayload({
  isFilled = false,
  source = CONTACT as object | null,
}: {
  readonly isFilled?: boolean;
  readonly source?: object | null;
} = {}) {
  const from = (propertyName: string) => (source === null ? {} : { source: { ...source, propertyName } });
  return {
    person: { firstName: 'Ingrid', lastName: 'Lindqvist', ...from('name') },
    employment: {
      company: { title: 'Hollander Freight', ...from('company') },
      ...(isFilled && { position: { title: 'Head of Routing', ...from('jobtitle') } }),
    },
    ...(isFilled && {
      emailAddresses: [{ emailAddress: { userFormat: 'ingrid@hollander.test' }, ...from('email') }],
      phoneNumbers: [{ phoneNumber: { userFormat: '+1 303-555-0100' }, ...from('mobilephone') }],
      urls: [{ url: { userFormat: 'linkedin.com/in/ingrid-l' }, ...from('hs_linkedin_url') }],
    }),
  };
}

type Sent = ReturnType<typeof sentPayload>;

/** The same as Modigie returns it, by its event codes. */
function answeredPayload(sent: Sent, eventCodes: Readonly<Record<string, string>>) {
  const given = (name: 'emailAddresses' | 'phoneNumbers' | 'urls') => [
    ...(((sent as Record<string, unknown>)[name] as object[] | undefined) ?? []),
  ];
  const url = (userFormat: string) => ({
    url: { userFormat, normalFormat: userFormat },
    rels: ['linkedInUser'],
    source: null,
  });
  const phones = given('phoneNumbers').map((phone) => ({ ...phone, phoneType: 'mobile' }));
  if (eventCodes.appendMobile === 'appended')
    phones.push({
      phoneNumber: { userFormat: MOBILE, e164Format: '+13035550142' },
      phoneType: 'MOBILE',
      source: null,
    } as never);
  const urls = given('urls').map((entry) => ({ ...entry, rels: ['linkedInUser'] }) as object);
  if (eventCodes.appendLinkedIn === 'appended') urls.push(url(LINKEDIN));
  if (eventCodes.appendLinkedIn === 'replaced') urls.splice(0, 1, url(LINKEDIN));
  return {
    ...sent,
    employment: { ...sent.employment, ...employmentBy(sent, eventCodes.verifyEmployment) },
    phoneNumbers: phones,
    urls,
  };
}

function employmentBy({ employment }: Sent, code: string | undefined) {
  if (code === undefined) return {};
  const here = code === 'verified';
  const company = { ...employment.company, verification: { title: here ? 'HOLLANDER AB' : 'Marlow Ltd' } };
  const position = {
    ...('position' in employment ? employment.position : {}),
    verification: { title: here ? 'Director, Network Routing' : 'Senior Buyer' },
  };
  return { company, position, ...(code === 'changed' && { employmentEnd: { iso8601Format: '2026-01' } }) };
}

/** A completed job; what was sent is known. */
export function digestible(
  eventCodes: Readonly<Record<string, string>>,
  sent: Sent = sentPayload(),
  differing: Partial<DigestibleJob> = {},
): DigestibleJob {
  return {
    requestId: '88213_enrichMobile_1',
    version: '2026-02-03T09:15:03.077000Z',
    status: 'completed',
    eventCodes,
    job: { endTime: '2026-02-03T09:15:02.991000Z', payload: answeredPayload(sent, eventCodes) },
    sent,
    ...differing,
  };
}
