/** Which column of a list is which of ours. */
import { UserError } from '../output/user-error.ts';
import { plainName } from './column-names.ts';
import { INPUT_COLUMNS, type InputColumn } from './input-columns.ts';
import { type Aliases, KNOWN_EXPORTS, type KnownExport } from './known-exports.ts';

export interface Columns {
  /** By column of ours, where it stands in the list. Of several, the first that is not blank counts. */
  readonly places: ReadonlyMap<InputColumn, readonly number[]>;
  /** All of these places: one that is also that of the ID stands here twice. */
  readonly ours: readonly number[];
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
 * @throws UserError when a column was chosen that is not there, or one column for two of ours
 */
export function columnsOf(names: readonly string[], chosen: ColumnChoice = new Map()): Columns {
  const knownExport = KNOWN_EXPORTS.find(({ isMeant }) => isMeant(names));
  const taken = takenByChoice(names, chosen);
  const isFree = (column: InputColumn) => (place: number) => column === 'id' || !taken.has(place);
  const anyUrl = placesOf(names, knownExport?.anyUrl ?? []).filter(isFree('linkedInUrl'));
  const places = INPUT_COLUMNS.map((column) => {
    const choice = chosen.get(column);
    if (choice !== undefined) return [column, placesChosen(names, column, choice)] as const;
    const found = placesFound(names, column, knownExport).filter(isFree(column));
    return [column, column === 'linkedInUrl' ? [...found, ...anyUrl] : found] as const;
  });
  return {
    places: new Map(places.filter(([, found]) => found.length > 0)),
    ours: places.flatMap(([, found]) => found),
    anyUrl: new Set(anyUrl),
    knownExport,
  };
}

/**
 * One column is one of ours: a value that was sent as two would be charged, and worth nothing. An ID alone
 * may be made of a column that is something else as well, such as an e-mail address.
 * @returns the places of columns that are chosen
 * @throws UserError when one of them is chosen twice
 */
function takenByChoice(names: readonly string[], chosen: ColumnChoice): ReadonlyMap<number, InputColumn> {
  const taken = new Map<number, InputColumn>();
  for (const [column, choice] of chosen) {
    if (column === 'id') continue;
    for (const place of placesChosen(names, column, choice)) {
      const other = taken.get(place);
      if (other !== undefined) throw chosenTwice(names[place] ?? '', other, column);
      taken.set(place, column);
    }
  }
  return taken;
}

const NAMES: ReadonlySet<InputColumn> = new Set(['firstName', 'middleNames', 'lastName']);

function chosenTwice(name: string, ...columns: readonly [InputColumn, InputColumn]): UserError {
  const [one, other] = columns;
  const remedy = columns.every((column) => NAMES.has(column))
    ? 'split full names into two columns of the list, and name these'
    : 'name another column, or leave one of the two out';
  return new UserError(`--map makes the column ${name.trim()} both ${one} and ${other}: ${remedy}.`);
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
  return ofOne(names, column, found);
}

/** A second column of the very same name is of somebody else: of an assistant, or of an employer before. */
const ABOUT_ONE: ReadonlySet<InputColumn> = new Set([
  'firstName',
  'middleNames',
  'lastName',
  'company',
  'position',
]);

function ofOne(names: readonly string[], column: InputColumn, found: readonly number[]): number[] {
  return found.filter((place) => !ABOUT_ONE.has(column) || isFirst(names, place));
}

function isFirst(names: readonly string[], place: number): boolean {
  return names.findIndex((name) => name.trim() === names[place]?.trim()) === place;
}

/** @returns columns of ours, each with its name in the list, of which the list has more that are not read */
export function passedOver(names: readonly string[], { places }: Columns): Map<InputColumn, string> {
  const told = new Map<InputColumn, string>();
  for (const [column, found] of places) {
    const name = names[found[0] ?? 0]?.trim() ?? '';
    const isOnlyOne = names.filter((other) => other.trim() === name).length === 1;
    if (ABOUT_ONE.has(column) && !isOnlyOne) told.set(column, name);
  }
  return told;
}

function placesChosen(names: readonly string[], column: InputColumn, choice: string): number[] {
  if (choice === '') return [];
  const exact = names.flatMap((name, i) => (name === choice ? [i] : []));
  const found = exact.length > 0 ? exact : placesOf(names, [plainName(choice)]);
  if (found.length === 0)
    throw new UserError(`--map ${column}="${choice}": there is no such column. There are ${listed(names)}.`);
  return ofOne(names, column, found);
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
