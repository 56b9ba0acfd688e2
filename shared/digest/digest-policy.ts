/**
 * The policy of digests, as data: for each event code and each field of a CRM's record an action
 * (docs/digest.md). The variable `DIGEST` has what differs from it.
 */
import { TASKS, type Task } from '../protocol/job-types.ts';

/** `set` goes into a patch; `flag` is for a person; `keep` and `never` leave the record as it is. */
export const ACTIONS = ['set', 'flag', 'keep', 'never'] as const;
export type Action = (typeof ACTIONS)[number];

/** One action, or one by whether what was sent had a value in the field. */
export type Rule = Action | { readonly empty: Action; readonly filled: Action };

/** Fields of a contact that rules look at, in the order in which they are told and written. */
export const FIELDS = [
  'mobile',
  'mobileStatus',
  'mobileCheckedOn',
  'linkedIn',
  'email',
  'title',
  'company',
  'verifiedOn',
  'employmentStatus',
  'leftOn',
  'newCompany',
  'newTitle',
] as const;
export type Field = (typeof FIELDS)[number];
/**
 * A field that may be written. The company of a record never is: its spelling differs, and it is a relation.
 */
export type WritableField = Exclude<Field, 'company'>;

export const CRMS = ['hubspot', 'salesforce'] as const;
export type Crm = (typeof CRMS)[number];

/** By `event.code`, the rule for each field. */
type Rules = ReadonlyMap<string, ReadonlyMap<Field, Rule>>;
/** Names of a CRM's fields where they differ from those of `maps/`; null for a field that it has not. */
type OwnNames = Readonly<Partial<Record<WritableField, string | null>>>;

export interface DigestPolicy {
  readonly rules: Rules;
  /** By `objectSystem`, the CRM that it is; for others their name says it (`records-named.ts`). */
  readonly systems: ReadonlyMap<string, Crm>;
  readonly fields: Readonly<Record<Crm, OwnNames>>;
}

/**
 * Fields that the rules of an event may name. Of e-mail addresses there is no event (docs/protocol.md §5.3).
 */
export const FIELDS_OF = {
  appendMobile: ['mobile'],
  verifyMobile: ['mobileStatus', 'mobileCheckedOn'],
  appendLinkedIn: ['linkedIn'],
  verifyEmployment: [
    'title',
    'company',
    'verifiedOn',
    'employmentStatus',
    'leftOn',
    'newCompany',
    'newTitle',
  ],
  email: ['email'],
} as const satisfies Readonly<Record<Task | 'email', readonly Field[]>>;

/** Codes of the rules for e-mail addresses: one that was appended, and one that was sent. */
const EMAIL_CODES = ['found', 'undeliverable'] as const;

const IF_EMPTY: Rule = { empty: 'set', filled: 'flag' };
const CHECKED = { mobileStatus: 'set', mobileCheckedOn: 'set' } as const;
/** Of a person who works elsewhere now, title and company are of another employment than the record's. */
const LEFT = {
  title: 'never',
  company: 'never',
  employmentStatus: 'set',
  leftOn: 'set',
  newCompany: 'set',
  newTitle: 'set',
} as const;

const DEFAULT_RULES: Readonly<Record<string, Readonly<Partial<Record<Field, Rule>>>>> = {
  'appendMobile.appended': { mobile: IF_EMPTY },
  'appendMobile.unable_to_append': { mobile: 'keep' },
  'verifyMobile.good_mobile': CHECKED,
  'verifyMobile.no_good_mobile': CHECKED,
  'verifyMobile.unable_to_verify': CHECKED,
  'appendLinkedIn.from_input': { linkedIn: 'keep' },
  'appendLinkedIn.appended': { linkedIn: IF_EMPTY },
  'appendLinkedIn.replaced': { linkedIn: 'flag' },
  'appendLinkedIn.unable_to_append': { linkedIn: 'keep' },
  'verifyEmployment.verified': {
    title: IF_EMPTY,
    company: 'never',
    verifiedOn: 'set',
    employmentStatus: 'set',
  },
  'verifyEmployment.changed': LEFT,
  'verifyEmployment.verified_elsewhere': LEFT,
  'verifyEmployment.unable_to_verify': { title: 'keep', company: 'never' },
  'email.found': { email: IF_EMPTY },
  'email.undeliverable': { email: 'flag' },
};

/** Each `event.code` that rules may be given for. */
export const RULE_NAMES: readonly string[] = [
  ...Object.entries(TASKS).flatMap(([task, codes]) => codes.map((code) => `${task}.${code}`)),
  ...EMAIL_CODES.map((code) => `email.${code}`),
];

export const DEFAULT_DIGEST: DigestPolicy = {
  rules: new Map(Object.entries(DEFAULT_RULES).map(([name, fields]) => [name, rulesOf(fields)])),
  systems: new Map(),
  fields: { hubspot: {}, salesforce: {} },
};

/** @returns the rules of one event code, in the order of `FIELDS` */
export function rulesOf(fields: Readonly<Partial<Record<Field, Rule>>>): ReadonlyMap<Field, Rule> {
  return new Map(FIELDS.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])));
}
