/** Exports of programs that people keep their contacts in, by their headers. */

import { plainName } from './column-names.ts';
import type { InputColumn } from './input-columns.ts';

/** By column of ours, the plain names of theirs, the preferred one first. */
export type Aliases = Readonly<Partial<Record<InputColumn, readonly string[]>>>;

export interface KnownExport {
  readonly name: string;
  /** @param names the header as it is */
  readonly isMeant: (names: readonly string[]) => boolean;
  /** Names of its own for columns of ours, beside those that mean the same everywhere. */
  readonly aliases: Aliases;
  /** Columns of addresses of any kind: only LinkedIn profiles are taken from them. */
  readonly anyUrl?: readonly string[];
}

export const KNOWN_EXPORTS: readonly KnownExport[] = [
  {
    name: 'an export of HubSpot',
    // Zoho has such an ID, too, and calls a position Title.
    isMeant: (names) => having('recordid', 'firstname', 'lastname')(names) && !having('title')(names),
    aliases: { id: ['recordid'] },
  },
  {
    name: 'an export of Salesforce',
    isMeant: (names) =>
      ['FirstName', 'LastName', 'Id'].every((name) => names.includes(name)) ||
      ['leadid', 'contactid', 'companyaccount'].some((name) => having(name)(names)) ||
      (having('accountname', 'title')(names) && !having('jobtitle')(names)),
    aliases: { position: ['jobtitle', 'title'], id: ['leadid', 'contactid', 'id'] },
  },
  {
    name: 'an export of LinkedIn connections',
    isMeant: having('firstname', 'lastname', 'url', 'connectedon'),
    aliases: {},
    anyUrl: ['url'],
  },
  {
    name: 'an export of Google Contacts',
    isMeant: (names) => having('firstname', 'lastname', 'organizationname')(names) && names.some(isNumbered),
    aliases: {
      position: ['organizationtitle'],
      email: ['email1value'],
      phone: ['phone1value'],
    },
    anyUrl: ['website1value'],
  },
  {
    name: 'an export of Outlook',
    isMeant: having('firstname', 'lastname', 'company', 'jobtitle', 'emailaddress', 'webpage'),
    aliases: {},
    anyUrl: ['webpage'],
  },
];

/** Google's names of entries of which there may be several, such as "E-mail 1 - Value". */
function isNumbered(name: string): boolean {
  return / 1 - (?:Value|Label)$/.test(name);
}

function having(...plain: readonly string[]): (names: readonly string[]) => boolean {
  return (names) => {
    const found = new Set(names.map(plainName));
    return plain.every((name) => found.has(name));
  };
}
