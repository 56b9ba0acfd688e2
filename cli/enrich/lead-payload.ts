/**
 * From a row to a submission: every value with its source, so that a value without one is Modigie's find
 * (docs/protocol.md §2.4).
 */
import type { Violation } from '../../shared/api/violations.ts';
import { MEMBERS_OF, type RequiredField } from '../../shared/protocol/job-types.ts';

/** The columns that are read, in the order of the help; any other is carried through. */
export const INPUT_COLUMNS = [
  'id',
  'firstName',
  'middleNames',
  'lastName',
  'email',
  'company',
  'position',
  'linkedInUrl',
  'phone',
  'tags',
] as const;
export type InputColumn = (typeof INPUT_COLUMNS)[number];

/** The column that gives each field a job type can require. */
export const COLUMN_OF: Readonly<Record<RequiredField, InputColumn>> = {
  firstName: 'firstName',
  lastName: 'lastName',
  company: 'company',
  email: 'email',
  businessEmail: 'email',
  phone: 'phone',
  linkedInUrl: 'linkedInUrl',
};

const NAME_COLUMNS = ['firstName', 'middleNames', 'lastName'] as const;

/** Cells by the name of their column. */
export type Row = ReadonlyMap<string, string>;

/** A body of `POST /v1/jobs`. */
export interface LeadSubmission {
  readonly requestId: string;
  readonly jobType: string;
  readonly payload: object;
}

/**
 * Blank cells are left out.
 * @returns the submission of a lead; or why the row cannot be sent
 */
export function toSubmission(
  row: Row,
  jobType: string,
): { readonly submission: LeadSubmission } | { readonly problem: string } {
  const id = cell(row, 'id');
  if (id === undefined) return { problem: 'id is blank' };
  const tags = tagsOf(cell(row, 'tags'));
  if (tags === undefined) return { problem: 'tags must be name=value, several separated by ;' };
  const payload = {
    ...person(row, id),
    ...employment(row, id),
    ...emailAddresses(row, id),
    ...phoneNumbers(row, id),
    ...urls(row, id),
    ...(tags.length > 0 && { tags }),
  };
  // Source record, job type, increment, as Modigie advises (docs/protocol.md §2.1).
  return { submission: { requestId: `${id}_${jobType}_1`, jobType, payload } };
}

/** By the beginning of a violation's pointer, the column or option that the value was given with. */
const GIVEN_WITH: readonly (readonly [prefix: string, name: InputColumn | '--job-type'])[] = [
  ['/requestId', 'id'],
  ['/jobType', '--job-type'],
  ['/payload/person/firstName', 'firstName'],
  ['/payload/person/middleNames', 'middleNames'],
  ['/payload/person/lastName', 'lastName'],
  ['/payload/employment/company', 'company'],
  ['/payload/employment/position', 'position'],
  ['/payload/emailAddresses', 'email'],
  ['/payload/phoneNumbers', 'phone'],
  ['/payload/urls', 'linkedInUrl'],
  ['/payload/tags', 'tags'],
];

/** By the members of a payload as a violation names them, what the file has instead. */
const WORDS_OF_FILE = (Object.keys(COLUMN_OF) as RequiredField[]).map(
  (field) =>
    [
      MEMBERS_OF[field],
      field === 'linkedInUrl' ? `${COLUMN_OF[field]} with a LinkedIn profile` : COLUMN_OF[field],
    ] as const,
);

/** @returns the gateway's violations in the words of the file */
export function explainViolations(violations: readonly Violation[]): string {
  return violations
    .map(({ pointer, detail }) => {
      const name = GIVEN_WITH.find(([prefix]) => pointer.startsWith(prefix))?.[1] ?? pointer;
      const told = WORDS_OF_FILE.reduce((text, [members, words]) => text.replace(members, words), detail);
      return `${name} ${told}`;
    })
    .join('; ');
}

function person(row: Row, id: string) {
  const given = NAME_COLUMNS.filter((column) => cell(row, column) !== undefined);
  if (given.length === 0) return {};
  return {
    person: {
      ...Object.fromEntries(given.map((column) => [column, cell(row, column)])),
      source: source(id, given.join(',')),
    },
  };
}

function employment(row: Row, id: string) {
  const title = (column: 'company' | 'position') => {
    const value = cell(row, column);
    return value === undefined ? {} : { [column]: { title: value, source: source(id, column) } };
  };
  const given = { ...title('company'), ...title('position') };
  return Object.keys(given).length > 0 ? { employment: given } : {};
}

function emailAddresses(row: Row, id: string) {
  const email = cell(row, 'email');
  return email === undefined
    ? {}
    : {
        emailAddresses: [
          { emailAddress: { userFormat: email }, rels: ['business'], source: source(id, 'email') },
        ],
      };
}

function phoneNumbers(row: Row, id: string) {
  const phone = cell(row, 'phone');
  return phone === undefined
    ? {}
    : { phoneNumbers: [{ phoneNumber: { userFormat: phone }, source: source(id, 'phone') }] };
}

function urls(row: Row, id: string) {
  const url = cell(row, 'linkedInUrl');
  return url === undefined ? {} : { urls: [{ url: { userFormat: url }, source: source(id, 'linkedInUrl') }] };
}

/** @param propertyName the column, or several */
function source(objectId: string, propertyName: string) {
  return { objectSystem: 'csv', objectId, propertyName };
}

function tagsOf(text: string | undefined): { name: string; value: string }[] | undefined {
  const parts = (text ?? '').split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const tags = parts.map((part) => ({
    name: part.slice(0, Math.max(0, part.indexOf('='))).trim(),
    value: part.slice(part.indexOf('=') + 1).trim(),
  }));
  return tags.every(({ name, value }) => name !== '' && value !== '') ? tags : undefined;
}

function cell(row: Row, column: InputColumn): string | undefined {
  const value = row.get(column)?.trim();
  return value === '' ? undefined : value;
}
