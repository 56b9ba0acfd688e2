/**
 * From a row to a submission: every value with its source, so that a value without one is Modigie's find
 * (docs/protocol.md §2.4).
 */
import type { Violation } from '../../shared/api/violations.ts';
import { contentId, fingerprint } from '../../shared/jobs/request-content.ts';
import { MEMBERS_OF, type RequiredField } from '../../shared/protocol/job-types.ts';
import type { Payload } from '../../shared/protocol/payload.ts';
import { COLUMN_OF, type InputColumn } from '../lists/input-columns.ts';
import type { LeadValues } from '../lists/read-lead.ts';
import { requestIdOf } from './lead-id.ts';

const NAME_COLUMNS = ['firstName', 'middleNames', 'lastName'] as const;

type Values = LeadValues['values'];

/** A body of `POST /v1/jobs`. */
export interface LeadSubmission {
  readonly requestId: string;
  readonly jobType: string;
  readonly payload: object;
}

/**
 * @param values of a lead; in a list without a column of IDs, its content is its ID
 * @returns the submission of a lead; or why the row cannot be sent
 */
export function toSubmission(
  values: Values,
  { jobType, hasIds }: { readonly jobType: string; readonly hasIds: boolean },
): { readonly submission: LeadSubmission } | { readonly problem: string } {
  const id = values.get('id');
  if (id === undefined && hasIds)
    return { problem: 'id is blank: give it one, or do without in the whole list by --map id=' };
  const tags = tagsOf(values.get('tags'));
  if (tags === undefined) return { problem: 'tags must be name=value, several separated by ;' };
  const payload = {
    ...person(values, id),
    ...employment(values, id),
    ...emailAddresses(values, id),
    ...phoneNumbers(values, id),
    ...urls(values, id),
    ...(tags.length > 0 && { tags }),
  };
  const requestId = id === undefined ? idOfContent(jobType, payload) : requestIdOf(id, jobType);
  return { submission: { requestId, jobType, payload } };
}

/** The same ID that the gateway gives a submission without one, unless its caller is of one team. */
function idOfContent(jobType: string, payload: object): string {
  const request = { jobType, payload: payload as Payload, priority: null, expireAfter: null };
  return contentId(fingerprint(request), null);
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

function person(values: Values, id: string | undefined) {
  const given = NAME_COLUMNS.filter((column) => values.has(column));
  if (given.length === 0) return {};
  return {
    person: {
      ...Object.fromEntries(given.map((column) => [column, values.get(column)])),
      source: source(id, given.join(',')),
    },
  };
}

function employment(values: Values, id: string | undefined) {
  const title = (column: 'company' | 'position') => {
    const value = values.get(column);
    return value === undefined ? {} : { [column]: { title: value, source: source(id, column) } };
  };
  const given = { ...title('company'), ...title('position') };
  return Object.keys(given).length > 0 ? { employment: given } : {};
}

function emailAddresses(values: Values, id: string | undefined) {
  const email = values.get('email');
  return email === undefined
    ? {}
    : {
        emailAddresses: [
          { emailAddress: { userFormat: email }, rels: ['business'], source: source(id, 'email') },
        ],
      };
}

function phoneNumbers(values: Values, id: string | undefined) {
  const phone = values.get('phone');
  return phone === undefined
    ? {}
    : { phoneNumbers: [{ phoneNumber: { userFormat: phone }, source: source(id, 'phone') }] };
}

function urls(values: Values, id: string | undefined) {
  const url = values.get('linkedInUrl');
  return url === undefined ? {} : { urls: [{ url: { userFormat: url }, source: source(id, 'linkedInUrl') }] };
}

/** @param propertyName the column, or several */
function source(objectId: string | undefined, propertyName: string) {
  return { objectSystem: 'csv', ...(objectId !== undefined && { objectId }), propertyName };
}

function tagsOf(text: string | undefined): { name: string; value: string }[] | undefined {
  const parts = (text ?? '').split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const tags = parts.map((part) => ({
    name: part.slice(0, Math.max(0, part.indexOf('='))).trim(),
    value: part.slice(part.indexOf('=') + 1).trim(),
  }));
  return tags.every(({ name, value }) => name !== '' && value !== '') ? tags : undefined;
}
