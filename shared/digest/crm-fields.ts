/** The field of a CRM that each value goes into, as a policy has it. */
import { type Crm, type DigestPolicy, FIELDS, type WritableField } from './digest-policy.ts';
import type { CrmField, CrmMap } from './maps/crm-field.ts';
import { HUBSPOT } from './maps/hubspot.ts';
import { SALESFORCE } from './maps/salesforce.ts';

export const MAPS: Readonly<Record<Crm, CrmMap>> = { hubspot: HUBSPOT, salesforce: SALESFORCE };

/** @returns the field of a CRM; undefined where the policy says that it has none */
export function crmField(
  crm: Crm,
  field: WritableField,
  { fields }: Pick<DigestPolicy, 'fields'>,
): CrmField | undefined {
  const own = fields[crm][field];
  if (own === null) return undefined;
  return own === undefined ? MAPS[crm][field] : { ...MAPS[crm][field], name: own };
}

/** @returns the fields of a CRM that patches may have, in their order */
export function crmFields(
  crm: Crm,
  policy: Pick<DigestPolicy, 'fields'>,
): (CrmField & { readonly field: WritableField })[] {
  return FIELDS.flatMap((field) => {
    const known = field === 'company' ? undefined : crmField(crm, field, policy);
    return known === undefined || field === 'company' ? [] : [{ ...known, field }];
  });
}
