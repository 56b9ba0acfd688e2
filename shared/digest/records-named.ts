/** Records of persons in a CRM that the sources of a payload name (docs/protocol.md §2.4). */
import { list, read, text } from '../protocol/json-path.ts';
import type { Crm, DigestPolicy } from './digest-policy.ts';

/** A record that a patch can be applied to. */
export interface CrmRecord {
  readonly crm: Crm;
  /** `contact` of HubSpot; `Contact` or `Lead` of Salesforce. */
  readonly type: 'contact' | 'Contact' | 'Lead';
  readonly id: string;
}

/**
 * @param payload of any shape
 * @returns the records, each once, in the order in which they are named. A record of another kind, such as a
 * company, is none of them, nor is one without an ID that its CRM takes
 */
export function recordsNamed(payload: unknown, policy: Pick<DigestPolicy, 'systems'>): CrmRecord[] {
  const ofPerson = [
    read(payload, 'person'),
    read(payload, 'employment', 'position'),
    ...['emailAddresses', 'phoneNumbers', 'urls'].flatMap((name) => list(payload, name)),
  ].map((value) => read(value, 'source'));
  // Without a type, the source of a company may well be the company's own record.
  const company = read(payload, 'employment', 'company', 'source');
  const sources = text(company, 'objectType').trim() === '' ? ofPerson : [...ofPerson, company];
  const records = sources.flatMap((source) => recordOf(source, policy) ?? []);
  const byKey = new Map<string, CrmRecord>();
  for (const record of records) if (!byKey.has(recordKey(record))) byKey.set(recordKey(record), record);
  return [...byKey.values()];
}

/** @returns the same for both IDs of a Salesforce record: the longer one is the shorter one and a check */
export function recordKey({ crm, id }: CrmRecord): string {
  return `${crm}/${crm === 'salesforce' ? id.slice(0, SALESFORCE_ID) : id}`;
}

const SALESFORCE_ID = 15;

function recordOf(source: unknown, { systems }: Pick<DigestPolicy, 'systems'>): CrmRecord | undefined {
  const system = text(source, 'objectSystem').trim();
  const crm = systems.get(system) ?? crmByName(system);
  return crm && crmRecord(crm, text(source, 'objectType'), text(source, 'objectId'));
}

/**
 * @param type as the source has it; blank where it has none
 * @returns the record of a person; undefined where type or ID is of something else
 */
export function crmRecord(crm: Crm, type: string, id: string): CrmRecord | undefined {
  return RECORD_OF[crm](type.trim().toLowerCase(), id.trim());
}

function crmByName(system: string): Crm | undefined {
  const name = system.toLowerCase();
  if (name.includes('hubspot')) return 'hubspot';
  return name.includes('salesforce') ? 'salesforce' : undefined;
}

const RECORD_OF: Readonly<Record<Crm, (type: string, id: string) => CrmRecord | undefined>> = {
  hubspot: hubSpotContact,
  salesforce: salesforcePerson,
};

/** HubSpot's names of the object, one of them the ID of its type. */
const CONTACT_TYPES: ReadonlySet<string> = new Set(['', 'contact', 'contacts', '0-1']);

/** One ID that is none has HubSpot refuse all that are sent with it. */
function hubSpotContact(type: string, id: string): CrmRecord | undefined {
  if (!CONTACT_TYPES.has(type) || !/^[1-9]\d{0,19}$/.test(id)) return undefined;
  return { crm: 'hubspot', type: 'contact', id };
}

/** The first three characters of a Salesforce ID tell the object; they decide, and a type must agree. */
const PREFIXES = { '003': 'Contact', '00Q': 'Lead' } as const;

function salesforcePerson(type: string, id: string): CrmRecord | undefined {
  const prefix = id.slice(0, 3);
  if (!/^(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{18})$/.test(id)) return undefined;
  if (prefix !== '003' && prefix !== '00Q') return undefined;
  const object = PREFIXES[prefix];
  if (type !== '' && type !== object.toLowerCase()) return undefined;
  return { crm: 'salesforce', type: object, id };
}
