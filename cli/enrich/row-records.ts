/** Records of a CRM that the rows of a list are of: their IDs, and numbers that they have, sent or not. */
import type { Crm } from '../../shared/digest/digest-policy.ts';
import { plainName } from '../lists/column-names.ts';
import { listed } from '../lists/columns.ts';
import { tidyCell } from '../lists/tidy-cell.ts';
import { UserError } from '../output/user-error.ts';
import type { ListOfLeads } from './leads.ts';
import { ownPlaces } from './result-columns.ts';
import type { Recalled } from './results.ts';

/** The names of CRMs, for a person. */
export const CRM_NAMES = { hubspot: 'HubSpot', salesforce: 'Salesforce' } as const;

type Rows = Pick<ListOfLeads, 'header' | 'columns'>;

export interface RowRecords {
  /** @returns the ID of the row's record; blank for a row without one */
  idOf(lead: Pick<Recalled, 'id' | 'row'>): string;
  /** @returns the mobile numbers that the row has, sent or not: they are the record's */
  mobilesOf(row: Recalled['row']): string[];
}

interface Named {
  readonly crm: Crm;
  /** The name of the column that has the IDs of records; the column id when absent. */
  readonly recordId?: string | undefined;
}

/** @throws UserError for a list without a column of the records' IDs */
export function rowRecords(rows: Rows, { crm, recordId }: Named): RowRecords {
  if (recordId === undefined && !rows.columns.places.has('id'))
    throw new UserError(
      `--patch ${crm} needs the ID of each record in ${CRM_NAMES[crm]}, and the list has no column id: name the ` +
        'column that has it with --record-id NAME.',
    );
  const named = recordId === undefined ? undefined : placesNamed(rows.header, recordId);
  const mobiles = mobilePlaces(rows.header);
  return {
    idOf: ({ id, row }) => (named ? (cellsAt(row, named)[0] ?? '') : (id ?? '')),
    mobilesOf: (row) => cellsAt(row, mobiles),
  };
}

/** @returns the cells at these places, without those that are blank */
function cellsAt({ cells }: Recalled['row'], places: readonly number[]): string[] {
  return places.flatMap((place) => tidyCell(cells[place] ?? '', false).value || []);
}

/** @throws UserError when there is none */
function placesNamed(header: readonly string[], wanted: string): readonly number[] {
  const placesBy = (form: (name: string) => string) =>
    header.flatMap((name, place) => (form(name) === form(wanted) ? [place] : []));
  const exact = placesBy((name) => name.trim());
  const found = exact.length > 0 ? exact : placesBy(plainName);
  if (found.length === 0)
    throw new UserError(`--record-id "${wanted}": there is no such column. There are ${listed(header)}.`);
  return found;
}

/** Plain names. Salesforce calls it Mobile or MobilePhone, and HubSpot Mobile Phone Number. */
const MOBILE_COLUMNS: ReadonlySet<string> = new Set([
  'mobile',
  'mobilephone',
  'mobilephonenumber',
  'mobilenumber',
  'cell',
  'cellphone',
]);

/** The column that an earlier round has added has its find, which need not be the record's. */
function mobilePlaces(header: readonly string[]): readonly number[] {
  const own = new Set(ownPlaces(header).values());
  return header.flatMap((name, place) =>
    MOBILE_COLUMNS.has(plainName(name)) && !own.has(place) ? [place] : [],
  );
}
