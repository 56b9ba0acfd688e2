/** Patches: for each record that was named, the values that are set, in the shape of its CRM. */
import { crmField } from './crm-fields.ts';
import type { Decision } from './decisions.ts';
import { type Crm, type DigestPolicy, FIELDS, type WritableField } from './digest-policy.ts';
import type { CrmRecord } from './records-named.ts';

/** One of the inputs of HubSpot's batch update of contacts. */
type HubSpotInput = {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
};

/** One of the records of Salesforce's sObject Collections. */
type SalesforceInput = {
  readonly attributes: { readonly type: 'Contact' | 'Lead' };
  readonly id: string;
} & Readonly<Record<string, unknown>>;

/** A patch of one record. */
export interface Patch {
  readonly crm: Crm;
  readonly requestId: string;
  /** Of two patches of one record the one with the later version holds; null where it is not known. */
  readonly version: string | null;
  /** As the CRM takes it, among others. */
  readonly input: HubSpotInput | SalesforceInput;
}

export interface Patching {
  readonly requestId: string;
  readonly version: string | null;
  readonly decisions: readonly Decision[];
  readonly records: readonly CrmRecord[];
  readonly policy: DigestPolicy;
}

type Value = readonly [field: WritableField, value: string];

/** @returns a patch for each record that something is written to */
export function patchesOf({ records, ...patching }: Patching): Patch[] {
  return records.flatMap((record) => {
    const values = valuesOf(record.crm, patching);
    if (values.length === 0) return [];
    const { requestId, version } = patching;
    const input = inputOf(record, Object.fromEntries(values));
    return [{ crm: record.crm, requestId, version, input }];
  });
}

/** @returns for each text that a CRM has no room for what becomes of it: it is never cut */
export function tooLong({ records, ...patching }: Patching): Decision[] {
  const crms = [...new Set(records.map(({ crm }) => crm))];
  return crms.flatMap((crm) =>
    settings(patching.decisions).flatMap(([field, value]): Decision[] => {
      const room = roomFor(crm, field, patching.policy);
      if (value.length <= room) return [];
      const because = `It has ${value.length} characters, and the field takes ${room}: a person shortens it.`;
      return [{ field, action: 'flag', value, rule: `length.${crm}`, because }];
    }),
  );
}

/** @returns the names of a CRM's fields, each with its value */
function valuesOf(
  crm: Crm,
  { decisions, policy }: Pick<Patching, 'decisions' | 'policy'>,
): (readonly [name: string, value: string])[] {
  return settings(decisions).flatMap(([field, value]) => {
    const known = crmField(crm, field, policy);
    return known && value.length <= known.maxLength ? [[known.name, value] as const] : [];
  });
}

function roomFor(crm: Crm, field: WritableField, policy: DigestPolicy): number {
  return crmField(crm, field, policy)?.maxLength ?? Number.POSITIVE_INFINITY;
}

/** In the order of the fields; a blank value would clear what the record has. */
function settings(decisions: readonly Decision[]): Value[] {
  return FIELDS.flatMap((field): Value[] => {
    const decision = decisions.find((one) => one.field === field && one.action === 'set');
    const value = decision?.value?.trim() ?? '';
    return field === 'company' || value === '' ? [] : [[field, value]];
  });
}

function inputOf({ type, id }: CrmRecord, values: Readonly<Record<string, string>>): Patch['input'] {
  return type === 'contact' ? { id, properties: values } : { attributes: { type }, id, ...values };
}
