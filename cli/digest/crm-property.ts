/** Properties of a CRM's records, as HubSpot and Salesforce export them. */
import { readFile } from 'node:fs/promises';
import type { Crm } from '../../shared/digest/digest-policy.ts';
import { list, read, text } from '../../shared/protocol/json-path.ts';
import { parsedJson } from '../../shared/protocol/parsed-json.ts';
import { UserError } from '../output/user-error.ts';

export interface CrmProperty {
  readonly name: string;
  /** As the CRM calls it, in lower case. */
  readonly type: string;
  readonly isReadOnly: boolean;
  /** Most characters; undefined where it does not say. */
  readonly maxLength: number | undefined;
  /** Values that may be chosen; none for a free text. */
  readonly choices: readonly string[];
}

/** How the list is had, for the message to those who gave another file. */
const EXPORTED_BY: Readonly<Record<Crm, string>> = {
  hubspot: 'GET /crm/v3/properties/contacts, which has its properties in results',
  salesforce: 'GET /services/data/v60.0/sobjects/Contact/describe (or Lead), which has its fields in fields',
};

/** @throws UserError when the file cannot be read, or has no properties of that CRM */
export async function readProperties(path: string, crm: Crm): Promise<CrmProperty[]> {
  const content = await readFile(path, 'utf8').catch((error) => {
    throw new UserError(`--properties ${path} cannot be read (${error.code}).`);
  });
  const properties = entriesOf(parsedJson(content.replace(/^\uFEFF/, '')), crm).flatMap((entry) =>
    propertyOf(entry, crm),
  );
  if (properties.length === 0)
    throw new UserError(
      `--properties ${path} has no properties of ${crm}: give the answer of ${EXPORTED_BY[crm]}, as JSON.`,
    );
  return properties;
}

function entriesOf(value: unknown, crm: Crm): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return list(value, crm === 'hubspot' ? 'results' : 'fields');
}

function propertyOf(entry: unknown, crm: Crm): CrmProperty[] {
  const name = text(entry, 'name');
  if (name === '') return [];
  const choices = list(entry, crm === 'hubspot' ? 'options' : 'picklistValues').map((one) =>
    text(one, 'value'),
  );
  const length = read(entry, 'length');
  return [
    {
      name,
      type: text(entry, 'type').toLowerCase(),
      isReadOnly: isReadOnly(entry, crm),
      maxLength: typeof length === 'number' && length > 0 ? length : undefined,
      choices,
    },
  ];
}

function isReadOnly(entry: unknown, crm: Crm): boolean {
  if (crm === 'salesforce') return read(entry, 'updateable') === false;
  return read(entry, 'modificationMetadata', 'readOnlyValue') === true || read(entry, 'calculated') === true;
}
