/** Which column of a list is which of ours. */
import { UserError } from '../output/user-error.ts';
import { plainName } from './column-names.ts';
import { INPUT_COLUMNS, type InputColumn } from './input-columns.ts';
import { type Aliases, KNOWN_EXPORTS, type KnownExport } from './known-exports.ts';

export interface Columns {
  /** By column of ours, where it stands in the list. Of several, the first that is not blank counts. */
  readonly places: ReadonlyMap<InputColumn, readonly number[]>;
  /** Columns of addresses of any kind: only LinkedIn profiles are taken from them. */
  readonly anyUrl: ReadonlySet<number>;
  readonly knownExport: KnownExport | undefined;
}

/** By column of ours, the column of the list that a person names for it; blank for none. */
export type ColumnChoice = ReadonlyMap<InputColumn, string>;

/** Names that mean the same wherever they stand, plain; the preferred one first. */
const ALIASES: Aliases = {
  firstName: ['firstname', 'givenname', 'forename', 'personfirstname'],
  middleNames: ['middlenames', 'middlename'],
  lastName: ['lastname', 'surname', 'familyname', 'personlastname'],
  company: [
    'company',
    'companyname',
    'accountname',
    'companyaccount',
    'organizationname',
    'organization1name',
  ],
  position: ['position', 'jobtitle'],
  email: ['email', 'emailaddress', 'businessemail', 'workemail'],
  phone: ['mobilephonenumber', 'mobilephone', 'phone', 'phonenumber'],
  linkedInUrl: [
    'linkedinurl',
    'linkedin',
    'linkedinprofile',
    'linkedinprofileurl',
    'personlinkedinurl',
    'linkedincontactprofileurl',
  ],
  id: ['id'],
};

/**
 * @param names the header, as it is
 * @throws UserError when a column was chosen that is not there
 */
export function columnsOf(names: readonly string[], chosen: ColumnChoice = new Map()): Columns {
  const knownExport = KNOWN_EXPORTS.find(({ isMeant }) => isMeant(names));
  const anyUrl = placesOf(names, knownExport?.anyUrl ?? []);
  const places = INPUT_COLUMNS.map((column) => {
    const choice = chosen.get(column);
    if (choice !== undefined) return [column, placesChosen(names, column, choice)] as const;
    const found = placesFound(names, column, knownExport);
    return [column, column === 'linkedInUrl' ? [...found, ...anyUrl] : found] as const;
  });
  return {
    places: new Map(places.filter(([, found]) => found.length > 0)),
    anyUrl: new Set(anyUrl),
    knownExport,
  };
}

/** A column by our very name is ours; else one by a name that means the same. */
function placesFound(
  names: readonly string[],
  column: InputColumn,
  knownExport: KnownExport | undefined,
): number[] {
  const exact = names.flatMap((name, i) => (name.trim() === column ? [i] : []));
  const found =
    exact.length > 0
      ? exact
      : placesOf(names, [...(knownExport?.aliases[column] ?? []), ...(ALIASES[column] ?? [])]);
  return ABOUT_ONE.has(column) ? found.filter((place) => isFirst(names, place)) : found;
}

/** A second column of the very same name is of somebody else: of an assistant, or of an employer before. */
const ABOUT_ONE: ReadonlySet<InputColumn> = new Set([
  'firstName',
  'middleNames',
  'lastName',
  'company',
  'position',
]);

function isFirst(names: readonly string[], place: number): boolean {
  return names.findIndex((name) => name.trim() === names[place]?.trim()) === place;
}

function placesChosen(names: readonly string[], column: InputColumn, choice: string): number[] {
  if (choice === '') return [];
  const exact = names.flatMap((name, i) => (name === choice ? [i] : []));
  const found = exact.length > 0 ? exact : placesOf(names, [plainName(choice)]);
  if (found.length === 0)
    throw new UserError(`--map ${column}="${choice}": there is no such column. There are ${listed(names)}.`);
  return found;
}

/** @param plain plain names, the preferred one first */
function placesOf(names: readonly string[], plain: readonly string[]): number[] {
  const found = names.map(plainName);
  return [...new Set(plain)].flatMap((name) => found.flatMap((other, i) => (other === name ? [i] : [])));
}

/** Columns that are named to a person: not more than help. */
const LISTED = 20;

/** @returns the names of columns, as a sentence takes them */
export function listed(names: readonly string[]): string {
  const told = names.map((name) => name.trim()).filter((name) => name !== '');
  const more = told.length - LISTED;
  return `${told.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
