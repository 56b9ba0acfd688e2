/**
 * The published job types: the input that each requires and the tasks that it performs (docs/protocol.md
 * §2.6, §5.3). Everything else that goes by job type or task derives from here. A job type is configuration:
 * `JOB_TYPES` may name one that is not known here, which requires nothing unless it says `requires`.
 */
import * as z from 'zod';
import { filled, list, text } from './json-path.ts';
import { isLinkedInUserUrl } from './linkedin.ts';

/**
 * Each field a job type can require: where it is reported missing, the members of the payload that give it,
 * and whether a payload of any shape does.
 */
const FIELDS = {
  firstName: {
    pointer: '/person/firstName',
    members: 'person.firstName',
    given: (p: unknown) => filled(p, 'person', 'firstName'),
  },
  lastName: {
    pointer: '/person/lastName',
    members: 'person.lastName',
    given: (p: unknown) => filled(p, 'person', 'lastName'),
  },
  company: {
    pointer: '/employment/company/title',
    members: 'employment.company.title',
    given: (p: unknown) => filled(p, 'employment', 'company', 'title'),
  },
  email: {
    pointer: '/emailAddresses',
    members: 'an entry of emailAddresses with emailAddress.userFormat',
    given: (p: unknown) => list(p, 'emailAddresses').some(hasEmail),
  },
  businessEmail: {
    pointer: '/emailAddresses',
    members: 'an entry of emailAddresses with the rel business and emailAddress.userFormat',
    given: (p: unknown) =>
      list(p, 'emailAddresses').some((e) => hasEmail(e) && list(e, 'rels').includes('business')),
  },
  phone: {
    pointer: '/phoneNumbers',
    members: 'an entry of phoneNumbers with phoneNumber.userFormat',
    given: (p: unknown) => list(p, 'phoneNumbers').some((n) => filled(n, 'phoneNumber', 'userFormat')),
  },
  linkedInUrl: {
    pointer: '/urls',
    members: 'an entry of urls with a LinkedIn profile in url.userFormat',
    given: (p: unknown) => list(p, 'urls').some(hasLinkedInUser),
  },
} as const;

export type RequiredField = keyof typeof FIELDS;

/** By field, the members that give it, as `MissingInput.detail` names them; none stands within another. */
export const MEMBERS_OF = Object.fromEntries(
  Object.entries(FIELDS).map(([field, { members }]) => [field, members]),
) as Readonly<Record<RequiredField, string>>;

const FieldSchema = z.enum(Object.keys(FIELDS) as [RequiredField, ...RequiredField[]]);

/** A list of conditions that must all hold: a field, or alternatives of which one has to be complete. */
export const RequirementsSchema = z.array(
  z.union([FieldSchema, z.strictObject({ anyOf: z.array(z.array(FieldSchema).min(1)).min(1) })]),
);
export type Requirements = z.infer<typeof RequirementsSchema>;

/** The tasks of the engine: the keys of `events`, each with its published codes (docs/protocol.md §5.3). */
export const TASKS = {
  appendMobile: ['appended', 'unable_to_append'],
  appendLinkedIn: ['from_input', 'appended', 'replaced', 'unable_to_append'],
  verifyEmployment: ['verified', 'changed', 'unable_to_verify', 'verified_elsewhere'],
  verifyMobile: ['good_mobile', 'no_good_mobile', 'unable_to_verify'],
} as const;
export type Task = keyof typeof TASKS;
export const TASK_NAMES = Object.keys(TASKS) as readonly Task[];
/** A code that is published; an answer may hold others. */
export type EventCode<T extends Task> = (typeof TASKS)[T][number];

interface JobTypeDescription {
  /** A default: `requires` in `JOB_TYPES` replaces it. */
  readonly requires: Requirements;
  readonly tasks: readonly Task[];
}

const NAMES: RequiredField[] = ['firstName', 'lastName'];
const EMPLOYMENT: JobTypeDescription = {
  requires: [{ anyOf: [NAMES, ['linkedInUrl']] }, 'company'],
  tasks: ['appendLinkedIn', 'verifyEmployment'],
};

/** By name; a map, since the name may be any that a request or a user gives. */
export const KNOWN_JOB_TYPES: ReadonlyMap<string, JobTypeDescription> = new Map(
  Object.entries<JobTypeDescription>({
    enrichMobile: {
      requires: [...NAMES, 'company'],
      tasks: ['appendMobile', 'appendLinkedIn', 'verifyEmployment'],
    },
    enrichLinkedIn: { requires: [...NAMES, 'email', 'company'], tasks: ['appendLinkedIn'] },
    verifyEmployment: EMPLOYMENT,
    verifyEmploymentHygiene: EMPLOYMENT,
    verifyMobile: { requires: [...NAMES, 'phone'], tasks: ['verifyMobile'] },
  }),
);

/** @returns the input that a job type requires by default; nothing for a type that is not known */
export function requirementsOf(jobType: string): Requirements {
  return KNOWN_JOB_TYPES.get(jobType)?.requires ?? [];
}

/** @returns the tasks that a job type performs; none of a type that is not known */
export function tasksOf(jobType: string): readonly Task[] {
  return KNOWN_JOB_TYPES.get(jobType)?.tasks ?? [];
}

/** @returns whether a payload gives a field; one of any shape: what is malformed counts as not given */
export function gives(payload: unknown, field: RequiredField): boolean {
  return FIELDS[field].given(payload);
}

/** Required input that a payload lacks: where it belongs (RFC 6901 JSON Pointer), and what to give. */
export interface MissingInput {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * @param payload a payload of any shape: what is malformed counts as not given
 * @returns what is missing, as pointers below `base`; empty when the payload has all its job type needs.
 */
export function missingInput(requirements: Requirements, payload: unknown, base = ''): MissingInput[] {
  return requirements.flatMap((requirement) => {
    const alternatives = typeof requirement === 'string' ? [[requirement]] : requirement.anyOf;
    if (alternatives.some((fields) => fields.every((field) => FIELDS[field].given(payload)))) return [];
    return [missing(alternatives, payload, base)];
  });
}

function missing(alternatives: RequiredField[][], payload: unknown, base: string): MissingInput {
  const absent = alternatives[0]?.find((field) => !FIELDS[field].given(payload)) ?? 'firstName';
  const give = alternatives
    .map((fields) => fields.map((field) => FIELDS[field].members).join(' and '))
    .join(', or ');
  return {
    pointer: base + FIELDS[absent].pointer,
    detail: `is required by this job type: give ${give}, not blank`,
  };
}

function hasEmail(entry: unknown): boolean {
  return filled(entry, 'emailAddress', 'userFormat');
}

function hasLinkedInUser(entry: unknown): boolean {
  return isLinkedInUserUrl(text(entry, 'url', 'userFormat'));
}
