/** Fields that patches write, and what is wrong with each in a CRM, with the remedy. */
import { crmFields } from '../../shared/digest/crm-fields.ts';
import type { Crm, DigestPolicy, WritableField } from '../../shared/digest/digest-policy.ts';
import { TASKS } from '../../shared/protocol/job-types.ts';
import type { CrmProperty } from './crm-property.ts';

export interface CheckedField {
  /** The field as the policy calls it. */
  readonly field: WritableField;
  /** Its name in the CRM. */
  readonly name: string;
  /** None where it can be written. */
  readonly problems: readonly string[];
}

type Wanted = ReturnType<typeof crmFields>[number];

/** Values of the fields that have codes. */
const CODES: Readonly<Partial<Record<WritableField, readonly string[]>>> = {
  mobileStatus: TASKS.verifyMobile,
  employmentStatus: TASKS.verifyEmployment.filter((code) => code !== 'unable_to_verify'),
};

/** Types that take a text as it is, in lower case. */
const TEXT_TYPES: Readonly<Record<Crm, readonly string[]>> = {
  hubspot: ['string', 'phone_number'],
  salesforce: ['string', 'textarea', 'phone', 'email', 'url', 'combobox'],
};
/** Types of a choice among values. */
const CHOICE_TYPE: Readonly<Record<Crm, string>> = { hubspot: 'enumeration', salesforce: 'picklist' };

/** @returns each field that patches write, in their order */
export function checkedFields(
  crm: Crm,
  properties: readonly CrmProperty[],
  policy: Pick<DigestPolicy, 'fields'>,
): CheckedField[] {
  // Salesforce tells names apart by their letters alone, HubSpot has lower case.
  const known = new Map(properties.map((property) => [property.name.toLowerCase(), property]));
  return crmFields(crm, policy).map((wanted) => {
    const property = known.get(wanted.name.toLowerCase());
    const problems = property ? problemsOf(crm, wanted, property) : [missing(crm, wanted)];
    return { field: wanted.field, name: wanted.name, problems };
  });
}

function problemsOf(crm: Crm, wanted: Wanted, property: CrmProperty): string[] {
  return [
    ...(property.isReadOnly ? ['is read-only: name another one, or have it opened for writing'] : []),
    ...typeProblems(crm, wanted, property),
    ...lengthProblems(wanted, property),
  ];
}

function typeProblems(crm: Crm, { field, kind }: Wanted, { type, choices }: CrmProperty): string[] {
  if (kind === 'day') return type === 'date' ? [] : [`is of type ${type}: a day needs one of type date`];
  if (TEXT_TYPES[crm].includes(type)) return [];
  if (kind !== 'code' || type !== CHOICE_TYPE[crm]) return [`is of type ${type}: a text needs another one`];
  const lacking = (CODES[field] ?? []).filter((code) => !choices.includes(code));
  return lacking.length > 0 ? [`lacks the values ${lacking.join(', ')}: add them to its choices`] : [];
}

function lengthProblems({ kind, maxLength }: Wanted, property: CrmProperty): string[] {
  const room = property.maxLength;
  if (kind !== 'text' || room === undefined || room >= maxLength) return [];
  return [`takes ${room} characters, and patches have up to ${maxLength}: make it longer`];
}

/** The remedy for a field that is missing; a company that wants none says so in its policy. */
function missing(crm: Crm, wanted: Wanted): string {
  const without = `or leave it out by {"fields":{"${crm}":{"${wanted.field}":null}}}`;
  if (!wanted.isOwn) return `is missing: name the one that your CRM has, ${without}`;
  return `is missing: ${MAKE[crm](wanted)}, ${without}`;
}

const MAKE: Readonly<Record<Crm, (wanted: Wanted) => string>> = {
  hubspot: ({ name, kind }) => {
    const types =
      kind === 'day' ? { type: 'date', fieldType: 'date' } : { type: 'string', fieldType: 'text' };
    const body = { groupName: 'contactinformation', name, label: labelOf(name), ...types };
    return `make it by POST /crm/v3/properties/contacts ${JSON.stringify(body)}`;
  },
  salesforce: ({ name, kind, maxLength }) =>
    `make it in Setup, Object Manager, Contact and Lead, Fields & Relationships: type ` +
    `${kind === 'day' ? 'Date' : `Text(${maxLength})`}, field name ${name.replace(/__c$/, '')}`,
};

/** `modigie_left_on` reads `Modigie left on`. */
function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
